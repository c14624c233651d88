import { expect, it } from "vitest";
import { createPace } from "../../src/report/pace.ts";

it("a pace is what finished in the last minute, and nothing where too few did", () => {
  const pace = createPace();
  for (let at = 0; at <= 600; at += 1) pace.add(at * 1_000);
  expect(pace.perMinute(600_000)).toBe(60);
  expect(pace.perMinute(630_000)).toBe(30);
  expect(pace.perMinute(3_600_000)).toBe(0);
  for (let at = 0; at < 4; at += 1) pace.add(3_600_000 + at * 15_000);
  expect(pace.perMinute(3_650_000)).toBe(4);
});

it("a pace tells nothing from one or two, or from a moment", () => {
  const pace = createPace();
  expect(pace.perMinute(0)).toBe(0);
  for (let at = 0; at < 9; at += 1) pace.add(1_000);
  expect(pace.perMinute(1_500)).toBe(0);
  const two = createPace();
  two.add(0);
  two.add(20_000);
  expect(two.perMinute(30_000)).toBe(0);
});

it("a pace outlives a clock that is set back", () => {
  const pace = createPace();
  for (let at = 100; at < 110; at += 1) pace.add(at * 1_000);
  pace.add(1_000);
  expect(pace.perMinute(5_000)).toBe(60);
});
