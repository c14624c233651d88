import { expect, it } from "vitest";
import { pages } from "../../scripts/pages/index.ts";
import { read } from "./tree.ts";

it.each(pages())("$path is what `npm run generate` makes of the program", ({ path, text }) => {
  expect(read(path)).toBe(text);
});
