import { expect, it } from "vitest";
import { filesBelow, pathsBelow, read } from "./tree.ts";

const manifest = JSON.parse(read("package.json"));
const lock = JSON.parse(read("package-lock.json"));

it("the changelog has an entry for the current version", () => {
  expect(read("CHANGELOG.md")).toMatch(new RegExp(`^## \\[${manifest.version.replaceAll(".", "\\.")}\\]`, "m"));
});

it("the lock file is of the same version", () => {
  expect(lock.version).toBe(manifest.version);
});

// npm drops a platform's package that it could not look up, and `npm ci` then refuses the whole lock file.
it("the lock file knows the packages of every platform", () => {
  const rows: Record<string, { optionalDependencies?: Record<string, string> }> = lock.packages;
  const missing = Object.entries(rows).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => rows[`node_modules/${name}`] === undefined && rows[`${place}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

it("the licence of the package is the one that lies beside it", () => {
  expect(manifest.license).toBe("MIT");
  expect(read("LICENSE")).toMatch(/^MIT License/);
});

it("every script of package.json that README or CONTRIBUTING names is there", () => {
  const named = [...`${read("README.md")}${read("CONTRIBUTING.md")}`.matchAll(/\bnpm run ([\w-]+)/g)].map(
    (match) => match[1] as string,
  );
  expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
});

it("every link between our own pages leads to a file", () => {
  const pages = [
    ...filesBelow("docs"),
    ...["README.md", "CONTRIBUTING.md"].map((path) => ({ path, text: read(path) })),
  ];
  const known = new Set(pathsBelow(""));
  const folders = new Set(
    [...known].flatMap((path) => path.split("/").map((_, end, parts) => parts.slice(0, end).join("/"))),
  );
  const dead = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
      .map((match) => new URL(match[1] as string, `file:///${path}`).pathname.slice(1).replace(/\/$/, ""))
      .filter((target) => !known.has(target) && !folders.has(target))
      .map((target) => `${path} links to ${target}`),
  );
  expect(dead).toEqual([]);
});

it("the build knows every command, and each has a summary", () => {
  const { commands } = JSON.parse(read("oclif.manifest.json")) as { commands: Record<string, { summary?: string }> };
  const written = filesBelow("src/commands").filter(({ text }) => /^export default /m.test(text));
  expect(Object.keys(commands).sort()).toEqual(written.map(({ path }) => path.replace(/^.*\/|\.ts$/g, "")).sort());
  expect(Object.entries(commands).filter(([, { summary }]) => summary === undefined)).toEqual([]);
});
