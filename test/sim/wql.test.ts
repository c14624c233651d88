import { describe, expect, it } from "vitest";
import { parseWql } from "../../src/sim/wql.ts";

describe("WQL as the fleet reads it", () => {
  it.each([
    ["select * from InventoryActionStatus", { properties: null, className: "InventoryActionStatus", conditions: [] }],
    ["SELECT a, b FROM C", { properties: ["a", "b"], className: "C", conditions: [] }],
    [
      "select * from C where A = 'it\\'s' and B=\"x\" AND N=3",
      {
        properties: null,
        className: "C",
        conditions: [
          { property: "A", value: "it's" },
          { property: "B", value: "x" },
          { property: "N", value: "3" },
        ],
      },
    ],
    [
      "select * from C where A='back\\\\slash'",
      { properties: null, className: "C", conditions: [{ property: "A", value: "back\\slash" }] },
    ],
  ])("%s", (text, query) => {
    expect(parseWql(text)).toEqual(query);
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
  ])("is not a query: %s", (text) => {
    expect(parseWql(text)).toBeNull();
  });
});
