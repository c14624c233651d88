import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { doctorReport } from "../../src/report/doctor.ts";
import { causesOf } from "../../src/report/doctor-causes.ts";
import { type Check, checkNames, type Diagnosis } from "../../src/report/doctor-shape.ts";

/** A host that is well up to the check that finds the cause. */
function host(name: string, code: "INV403" | "INV820" | null, detail = "as it should be"): Diagnosis {
  const check = code === "INV403" ? "connection" : "service";
  const at = code === null ? checkNames.length : checkNames.indexOf(check);
  const checks = checkNames.map((each, index): Check => {
    if (index < at) return { check: each, state: "ok", code: null, detail };
    if (index === at) return { check: each, state: "found", code, detail: `${name} is not well` };
    return { check: each, state: "not-checked", code: null, detail: "not checked, since it is not well" };
  });
  if (code === null) return { name, checks, cause: null };
  const state = code === "INV403" ? "unreachable" : "failed";
  const cause = {
    code,
    check,
    message: `${name} is not well.`,
    remedy: "Mend it.",
    maybe: ["It rains."],
    state,
  } as const;
  return { name, checks, cause };
}

const plain = { color: false, columns: null };

describe("what doctor prints", () => {
  it("of one host: a line a check, then the cause, its remedy and what it may be", () => {
    const lines = doctorReport([host("pc-1", "INV820")], plain).split("\n");
    expect(lines[0]).toBe("pc-1");
    expect(lines.filter((line) => /^ {2}[✓✗!–] /.test(line))).toHaveLength(checkNames.length);
    expect(lines.filter((line) => line.startsWith("  ✗"))).toEqual(["  ✗ service          pc-1 is not well"]);
    expect(lines.slice(-5)).toEqual(["INV820 pc-1 is not well.", "  Mend it.", "  It may be:", "    - It rains.", ""]);
  });

  it("keeps to the width of a terminal: what is broken goes on below its beginning", () => {
    const told = doctorReport([host("pc-1", "INV820", "a detail of many words that is broken")], {
      color: true,
      columns: 40,
    });
    const lines = stripVTControlCharacters(told).split("\n");
    expect(lines.filter((line) => line.length > 40)).toEqual([]);
    expect(lines.slice(1, 3)).toEqual(["  ✓ name             a detail of many", `${" ".repeat(21)}words that is`]);
    expect(lines).toContain("  – site             not checked, since");
  });

  it("of one host that is well: that nothing was found", () => {
    expect(doctorReport([host("pc-1", null)], plain)).toContain("Nothing was found");
  });

  it("of many: causes with their numbers, the most frequent first, with three examples", () => {
    const hosts = [1, 2, 3, 4].map((at) => host(`pc-${at}`, "INV820"));
    const told = doctorReport([host("pc-0", "INV403"), ...hosts, host("pc-9", null)], plain);
    expect(told).toMatch(
      /^6 hosts, 1 well\n\n {2}4 {2}INV820 {2}.*: pc-1, pc-2, pc-3 and 1 more\n {2}1 {2}INV403 {2}.*: pc-0\n\nWhat to do:\n/,
    );
  });

  it("shows what a terminal or a pipeline would obey, and does not let it through", () => {
    const told = doctorReport([host("pc-1", null, "\u001b[2Jgone\n::error::so they say ##vso[task.complete]")], plain);
    expect(told).not.toContain("\u001b");
    expect(told).not.toMatch(/^\s*::/m);
    expect(told).not.toContain("##vso[");
  });
});

it("causes are told once each, with every host that has them", () => {
  const causes = causesOf([host("b", "INV820"), host("a", "INV820"), host("c", "INV403"), host("d", null)]);
  expect(causes.map(({ code, hosts }) => [code, hosts])).toEqual([
    ["INV820", ["b", "a"]],
    ["INV403", ["c"]],
  ]);
});
