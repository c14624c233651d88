import { expect, it } from "vitest";
import { modulesBelow } from "./tree.ts";

const CEILING = 250;

it.each(["src", "test", "scripts", "bench"])(`no file in %s has more than ${CEILING} lines`, (folder) => {
  const tall = modulesBelow(folder)
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > CEILING);
  expect(tall).toEqual([]);
});
