import { describe, expect, it } from "vitest";
import { percent } from "../../../src/report/html/numbers.ts";
import { scaleOf } from "../../../src/report/html/spread.ts";
import { timeAxis } from "../../../src/report/html/time-axis.ts";
import { stepTimes } from "../../../src/report/step-times.ts";
import type { SittingSpan } from "../../../src/report/timeline-shape.ts";
import { START } from "../scene.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

function sitting(from: number, to: number): SittingSpan {
  const operator = { by: "tester", host: "here", account: "admin" };
  return { from, to, status: null, operator, tool: "invrun 0", windowEnds: null, raised: {}, reason: null, cut: 0 };
}

describe("the axis of time", () => {
  it("gives sittings room by their length and the time between them none", () => {
    const axis = timeAxis(
      [sitting(START, START + 30 * MINUTE), sitting(START + 9 * DAY, START + 9 * DAY + 10 * MINUTE)],
      {
        left: 50,
        width: 1_026,
      },
    );
    const [first, second] = axis.stretches;
    expect(first?.x).toBe(50);
    expect((first?.width ?? 0) / (second?.width ?? 1)).toBeCloseTo(3);
    expect((second?.x ?? 0) + (second?.width ?? 0)).toBeCloseTo(1_076);
    expect(axis.x(START + 15 * MINUTE)).toBeCloseTo(50 + (first?.width ?? 0) / 2);
    expect(axis.x(START + 5 * DAY)).toBeCloseTo(50 + (first?.width ?? 0));
    expect(axis.x(START + 9 * DAY)).toBeCloseTo(second?.x ?? 0);
  });

  it("has marks at whole times of the clock, and says the day at midnight", () => {
    const axis = timeAxis([sitting(START, START + 5 * 60 * MINUTE)], { left: 0, width: 1_000 });
    expect(axis.ticks.map(({ label }) => label)).toEqual([
      "22:00",
      "22:30",
      "23:00",
      "23:30",
      "11-22",
      "00:30",
      "01:00",
      "01:30",
      "02:00",
      "02:30",
      "03:00",
    ]);
  });

  it("takes a sitting of no time at all for one of a second", () => {
    const axis = timeAxis([sitting(START, START)], { left: 10, width: 100 });
    expect(axis.x(START)).toBe(10);
  });
});

describe("figures", () => {
  it("never round some to none, nor nearly all to all", () => {
    expect([percent(0, 9), percent(1, 50_000), percent(1, 300), percent(49_999, 50_000), percent(9, 9)]).toEqual([
      "0%",
      "<0.1%",
      "0.3%",
      "99.9%",
      "100%",
    ]);
    expect([percent(1, 3), percent(995, 1_000), percent(0, 0)]).toEqual(["33%", "99.5%", ""]);
  });

  it("of durations have a scale from the mark below the shortest to the mark above the longest", () => {
    expect(scaleOf([stepTimes([35, 900]), null, stepTimes([20_000])])).toEqual({ leastMs: 10, mostMs: 60_000 });
    expect(scaleOf([stepTimes([0])])).toEqual({ leastMs: 1, mostMs: 10 });
    expect(scaleOf([null])).toBeNull();
  });
});
