import { expect, it } from "vitest";
import { filesBelow, modulesBelow } from "./tree.ts";

// They say that a thing has been put somewhere, not what it is.
const EMPTY_WORDS = ["manager", "helper", "util", "handler", "common", "data", "info"];
const EMPTY = new RegExp(`^(${EMPTY_WORDS.join("|")})s?$`, "i");

const folders = ["src", "test", "scripts", "bench", "docs", "schemas", "runbooks"];
const files = folders.flatMap(filesBelow);

it("files are named in lower case, with hyphens", () => {
  const wrong = files.filter(({ path }) => !/^([a-z0-9]+(-[a-z0-9]+)*[./])+[a-z0-9]+$/.test(path));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

it("no file or folder has a name that says nothing", () => {
  const empty = files.filter(({ path }) => path.split(/[/.-]/).some((word) => EMPTY.test(word)));
  expect(empty.map(({ path }) => path)).toEqual([]);
});

it("no export has a name that says nothing", () => {
  const named = modulesBelow("src").flatMap(({ path, text }) =>
    [...text.matchAll(/^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm)].map((match) => ({
      path,
      name: match[1] as string,
    })),
  );
  const empty = named.filter(({ name }) => name.split(/(?=[A-Z])|_/).some((word) => EMPTY.test(word)));
  expect(empty).toEqual([]);
});

it("modules export by name; a default is for oclif's commands alone", () => {
  const defaults = modulesBelow("src").filter(({ text }) => /^export default /m.test(text));
  expect(defaults.filter(({ path }) => !path.startsWith("src/commands/")).map(({ path }) => path)).toEqual([]);
});
