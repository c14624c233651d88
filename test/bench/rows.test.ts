import { expect, it } from "vitest";
import { growth } from "../../bench/growth.ts";
import { failed, type Row } from "../../bench/row.ts";
import { table } from "../../bench/table.ts";

const row = (name: string, value: number | null, limit: number | null = null): Row => ({
  name,
  value,
  unit: "ms",
  limit,
  how: "by hand",
});

it("a claim fails above its limit, not at it, and not where nothing was measured", () => {
  expect([row("a", 2.01, 2), row("a", 2, 2), row("a", null, 2), row("a", 9)].map(failed)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

it("a fleet is compared with a smaller one only where both were measured", () => {
  const [small, large] = [row("scale-1000/cpu", 2), row("scale-10000/cpu", 2.5)];
  expect(growth([small])).toEqual([]);
  expect(growth([small, large])).toMatchObject([{ name: "growth/cpu", value: 1.25, limit: 1.15 }]);
});

it("the table shows what was left out as a dash, and what fails as over its limit", () => {
  expect(table([row("peers/x", null), row("scale/cpu", 2.5, 2)])).toBe(
    ["peers/x       -  ms          by hand", "scale/cpu  2.50  ms  OVER 2  by hand"].join("\n"),
  );
});
