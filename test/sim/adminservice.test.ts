import { describe, expect, it } from "vitest";
import { readQuery } from "../../src/sim/adminservice/query.ts";

describe("filters", () => {
  const keeps = (filter: string, instance: Parameters<NonNullable<ReturnType<typeof readQuery>>["keeps"]>[0]) =>
    readQuery(`?$filter=${encodeURIComponent(filter)}`)?.keeps(instance);

  it.each([
    ["A eq 1 or A eq 2", true],
    ["A eq 1 and A eq 2", false],
    ["A eq 1 or B eq 'y' and A eq 2", false],
    ["(A eq 2 or B eq 'X') and endswith(B,'x') eq true", true],
  ])("%s", (filter, expected) => {
    expect(keeps(filter, { A: 2, B: "x" })).toBe(expected);
  });

  it.each(["A", "A eq", "A ne 1", "(A eq 1", "A eq 1 or", "endswith(A)", "A eq 'x"])("%s is none", (filter) => {
    expect(keeps(filter, {})).toBeUndefined();
  });
});
