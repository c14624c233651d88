import { statSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { filesBelow, pathsBelow, read } from "./tree.ts";

/** The package brings them along, and a page waits for them. */
const MOST_BYTES = 250_000;

const root = new URL("../../", import.meta.url);
const pages = [...filesBelow("docs"), { path: "README.md", text: read("README.md") }];
const shown = pages
  .filter(({ path }) => path.endsWith(".md"))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g)].map(([, alt = "", target = ""]) => ({
      page: path,
      alt,
      picture: posix.join(posix.dirname(path), target),
    })),
  );
const taken = pathsBelow("docs/pictures");

it("the first page shows the tree and the report", () => {
  const first = shown.filter(({ page }) => page === "README.md").map(({ picture }) => picture);
  expect(first).toEqual(expect.arrayContaining(["docs/pictures/tree.svg", "docs/pictures/report.png"]));
});

it("every picture that a page shows is there, and none lies there unseen", () => {
  expect([...new Set(shown.map(({ picture }) => picture))].sort()).toEqual(taken);
});

it("every picture says in words what it shows", () => {
  expect(shown.filter(({ alt }) => !/\w+ \w+/.test(alt))).toEqual([]);
});

it.each(taken)(`%s has at most ${MOST_BYTES} bytes`, (path) => {
  expect(statSync(fileURLToPath(new URL(path, root))).size).toBeLessThanOrEqual(MOST_BYTES);
});

it("no page shows a picture from elsewhere, or by HTML that the tests here do not read", () => {
  const elsewhere = shown.filter(({ picture }) => picture.includes(":"));
  const tags = pages.filter(({ path, text }) => path.endsWith(".md") && /<(?:img|picture|source)\b/i.test(text));
  expect([elsewhere, tags]).toEqual([[], []]);
});

/** SVG 2, 5.8: such an image runs nothing and fetches nothing, wherever it is shown. */
it.each(taken.filter((path) => path.endsWith(".svg")))("%s holds nothing but words and their ground", (path) => {
  const elements = [...read(path).matchAll(/<(\w+)/g)].map(([, name]) => name);
  expect([...new Set(elements)].sort()).toEqual(["rect", "svg", "text", "title", "tspan"]);
  expect(read(path)).not.toMatch(/\b(?:href|src|style|on\w+)=|url\(/);
});
