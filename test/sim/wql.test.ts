import { describe, expect, it } from "vitest";
import { type Condition, type Operator, parseWql } from "../../src/sim/wql.ts";
import { fits } from "../../src/sim/wql-where.ts";

describe("WQL as the fleet reads it", () => {
  const is = (property: string, value: string | null, operator: Operator = "=") => {
    return { kind: "is", property, operator, value } as const;
  };

  it.each([
    ["select * from InventoryActionStatus", { properties: null, className: "InventoryActionStatus", where: null }],
    ["SELECT a, b FROM C", { properties: ["a", "b"], className: "C", where: null }],
    [
      "select * from C where A = 'it\\'s' and B=\"x\" AND N=3",
      { properties: null, className: "C", where: { kind: "and", of: [is("A", "it's"), is("B", "x"), is("N", "3")] } },
    ],
    ["select * from C where A='back\\\\slash'", { properties: null, className: "C", where: is("A", "back\\slash") }],
  ])("%s", (text, query) => {
    expect(parseWql(text)).toEqual(query);
  });

  it("joins by AND before OR, and NOT and brackets before both", () => {
    const where = parseWql("select * from C where a=1 or b<>2 and not (c>=3 or d like 'x%')")?.where;
    const bracket = { kind: "or", of: [is("c", "3", ">="), is("d", "x%", "like")] };
    expect(where).toEqual({
      kind: "or",
      of: [is("a", "1"), { kind: "and", of: [is("b", "2", "!="), { kind: "not", of: bracket }] }],
    });
  });

  it.each([
    "",
    "select",
    "select * from",
    "select , from C",
    "select * from C where",
    "select * from C where A",
    "select * from C where A=b",
    "select * from C; delete",
    "select * from C where A='open",
    "select * from C where (A=1",
    "select * from C where A=1)",
    "select * from C where A=1 and",
    "select * from C where not",
    "select * from C where A is 3",
    "select * from C where and=1",
  ])("is not a query: %s", (text) => {
    expect(parseWql(text)).toBeNull();
  });
});

// What each operator means: WQL in the reference of WMI, and there the page of the LIKE operator.
describe("a row", () => {
  const row = {
    className: "Win32_Process",
    properties: { Name: "ccmsetup.exe", ProcessId: 12, Path: null, Started: new Date("2026-11-21T12:00:00Z") },
  };
  it.each([
    ["Name = 'CCMSETUP.EXE'", true],
    ["Name != 'ccmsetup.exe'", false],
    ["name < 'd' and ProcessId > 9", true],
    ["ProcessId <= 11 or ProcessId >= 12", true],
    ["Path is null", true],
    ["Path is not null", false],
    ["Path = 'x' or Path != 'x'", false],
    ["not Name = 'x'", true],
    ["Name like '%setup%'", true],
    ["Name like 'ccmsetup_exe'", true],
    ["Name like 'ccmsetup'", false],
    ["Name like '[a-d]cm%' and not Name like '[^a-d]cm%'", true],
    ["Name like 'ccm.*'", false],
    ["Started > '20261121100000.000000+000'", true],
    ["Started = '20261121130000.000000+060'", true],
    ["Started > 'yesterday'", false],
  ])("is one of those where %s: %s", (text, expected) => {
    expect(fits(row, parseWql(`select * from Win32_Process where ${text}`)?.where as Condition)).toBe(expected);
  });
});
