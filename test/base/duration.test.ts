import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, nearestDuration, parseDuration } from "../../src/base/duration.ts";

describe("a duration", () => {
  it.each([
    ["500ms", 500],
    ["90s", 90_000],
    ["15m", 900_000],
    ["1h30m", 5_400_000],
    ["2d", 172_800_000],
    ["1d2h3m4s5ms", 93_784_005],
    ["0s", 0],
  ])("%s is %d ms", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(["", "30", "s", "1.5h", "-5m", "30m1h", "1h 30m", "5 minutes", "5M", "1h\n", "٣s"])("is not %j", (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it.each([
    [0, "0ms"],
    [340, "340ms"],
    [999.6, "1s"],
    [1_500, "1.5s"],
    [45_000, "45s"],
    [5_400_000, "1h30m"],
    [93_784_005, "1d2h"],
  ])("of %d ms is said as %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it("that was said in whole seconds is read back the same", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 3_599 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });

  it.each([
    ["5 minutes", "5m"],
    ["1h 30m", "1h30m"],
    ["2H", "2h"],
    ["1 hour and 5 mins", "1h5m"],
    ["250 msecs", "250ms"],
    ["soon", null],
    ["5 weeks", null],
    ["30m1h", null],
    ["30", null],
    ["", null],
  ])("%j was meant to be %j", (text, nearest) => {
    expect(nearestDuration(text)).toBe(nearest);
  });
});
