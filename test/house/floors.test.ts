import { describe, expect, it } from "vitest";
import { importsOf, roomOf } from "./imports.ts";
import { doors, fleetKeepers, floors, words } from "./plan-of-the-house.ts";
import { modulesBelow } from "./tree.ts";

const modules = modulesBelow("src");
const imports = modules.flatMap(importsOf);

function allows(places: readonly string[], path: string): boolean {
  return places.some((place) => (place.endsWith("/") ? path.startsWith(place) : path === place));
}

/** `node:fs/promises` comes in by the door of `node:fs`, `@oclif/core/flags` by that of `@oclif/core`. */
function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

describe("floors", () => {
  it("every room is on the plan of the house", () => {
    const rooms = new Set(modules.map(({ path }) => roomOf(path)));
    expect([...rooms].filter((room) => !(room in floors))).toEqual([]);
  });

  it("a room imports only what lies below it", () => {
    const trespasses = imports
      .filter(({ from, to, ours }) => ours && to.startsWith("src/") && roomOf(from) !== roomOf(to))
      .filter(({ from, to }) => !(roomOf(to) === "sim" && fleetKeepers.includes(from)))
      .filter(({ from, to }) => !(floors[roomOf(from)] ?? []).includes(roomOf(to)));
    expect(trespasses.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("nothing in src imports what lies outside it", () => {
    const leaks = imports.filter(({ to, ours }) => ours && !to.startsWith("src/"));
    expect(leaks.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("every import of our own names its file with its extension", () => {
    const bare = imports.filter(({ to, ours }) => ours && !/\.(ts|cjs|js|json)$/.test(to));
    expect(bare.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("finds import lines at all", () => {
    expect(imports.length).toBeGreaterThan(20);
  });
});

describe("doors", () => {
  const outside = imports.filter(({ ours }) => !ours);

  it("every outside module has a door", () => {
    const unknown = outside.filter(({ to }) => !(packageOf(to) in doors));
    expect(unknown.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("every outside module comes in by its door alone", () => {
    const elsewhere = outside.filter(({ from, to }) => !allows(doors[packageOf(to)] ?? ["src/"], from));
    expect(elsewhere.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  for (const { what, pattern, where } of words) {
    it(`${what} is used ${where.length === 0 ? "nowhere" : `in ${where.join(", ")} alone`}`, () => {
      const used = modules.filter(({ path, text }) => pattern.test(withoutComments(text)) && !allows(where, path));
      expect(used.map(({ path }) => path)).toEqual([]);
    });
  }
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}
