import { describe, expect, it } from "vitest";
import { nextOpening, openingAt, usualLengthMs, type Weekday, type Window } from "../../src/model/window.ts";

const at = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`);
const utc = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace("T", " ");
const windowOf = (days: string, from: string, to: string, zone: string): Window => ({
  days: days.split(" ") as Weekday[],
  from,
  to,
  zone,
});
const EVERY_DAY = "mon tue wed thu fri sat sun";
const berlin = windowOf("tue wed thu", "22:00", "04:00", "Europe/Berlin");

/** Openings by hand: local times, less the offset that the tz database has for that date. All moments in UTC. */
const NEXT: readonly [why: string, window: Window, now: string, from: string, to: string][] = [
  ["this evening, over midnight", berlin, "2026-11-24 12:00", "2026-11-24 21:00", "2026-11-25 03:00"],
  ["tomorrow, where it is open already", berlin, "2026-11-24 21:00", "2026-11-25 21:00", "2026-11-26 03:00"],
  ["on Tuesday, after Friday's early hours", berlin, "2026-11-27 02:00", "2026-12-01 21:00", "2026-12-02 03:00"],
  ["in summer an hour earlier in UTC", berlin, "2026-07-14 12:00", "2026-07-14 20:00", "2026-07-15 02:00"],
  [
    "by the zone's day, not by UTC's",
    windowOf("mon", "06:00", "09:00", "Pacific/Chatham"),
    "2026-06-13 00:00",
    "2026-06-14 17:15",
    "2026-06-14 20:15",
  ],
  [
    "an hour longer in the night in which clocks are put back",
    windowOf("sat", "22:00", "04:00", "Europe/Berlin"),
    "2026-10-24 12:00",
    "2026-10-24 20:00",
    "2026-10-25 03:00",
  ],
  [
    "an hour shorter in the night in which they are put forward",
    windowOf("sat", "22:00", "04:00", "Europe/Berlin"),
    "2026-03-28 12:00",
    "2026-03-28 21:00",
    "2026-03-29 02:00",
  ],
  [
    "to the first of two times that exist twice",
    windowOf("sat", "22:00", "02:30", "Europe/Berlin"),
    "2026-10-24 12:00",
    "2026-10-24 20:00",
    "2026-10-25 00:30",
  ],
  [
    "from the first of two times that exist twice",
    windowOf("sun", "02:30", "05:00", "Europe/Berlin"),
    "2026-10-24 12:00",
    "2026-10-25 00:30",
    "2026-10-25 04:00",
  ],
  [
    "the first time where both its times exist twice",
    windowOf("sun", "02:10", "02:50", "Europe/Berlin"),
    "2026-10-24 12:00",
    "2026-10-25 00:10",
    "2026-10-25 00:50",
  ],
  [
    "from the moment at which the clocks jump over its beginning",
    windowOf("sun", "02:30", "05:00", "Europe/Berlin"),
    "2026-03-28 12:00",
    "2026-03-29 01:00",
    "2026-03-29 03:00",
  ],
  [
    "to the moment at which the clocks jump over its end",
    windowOf("sun", "01:00", "02:30", "America/New_York"),
    "2026-03-07 12:00",
    "2026-03-08 06:00",
    "2026-03-08 07:00",
  ],
  [
    "a week later where the clocks jump over all of it",
    windowOf("sun", "02:10", "02:50", "America/New_York"),
    "2026-03-07 12:00",
    "2026-03-15 06:10",
    "2026-03-15 06:50",
  ],
  [
    "half an hour shorter where clocks move by half an hour",
    windowOf("sun", "01:00", "03:00", "Australia/Lord_Howe"),
    "2026-10-02 12:00",
    "2026-10-03 14:30",
    "2026-10-03 16:00",
  ],
  [
    "at offsets of half hours",
    windowOf("mon", "00:00", "04:30", "Asia/Kolkata"),
    "2026-11-21 12:00",
    "2026-11-22 18:30",
    "2026-11-22 23:00",
  ],
  [
    "from an hour after midnight where there is no midnight",
    windowOf("sun", "00:00", "02:00", "America/Havana"),
    "2026-03-07 12:00",
    "2026-03-08 05:00",
    "2026-03-08 06:00",
  ],
  [
    "over a whole weekend, whose days touch",
    windowOf("sat sun", "00:00", "24:00", "Europe/Berlin"),
    "2026-11-19 12:00",
    "2026-11-20 23:00",
    "2026-11-22 23:00",
  ],
  [
    "over six days that touch",
    windowOf("mon tue wed thu fri sat", "00:00", "24:00", "UTC"),
    "2026-11-22 12:00",
    "2026-11-23 00:00",
    "2026-11-29 00:00",
  ],
];

describe("the next opening of a window is", () => {
  it.each(NEXT)("%s", (_, window, now, from, to) => {
    const next = nextOpening(window, at(now));
    expect([utc(next.from), utc(next.to)]).toEqual([from, to]);
  });

  it.each(NEXT)("the one that is open from its first millisecond to its last: %s", (_, window, now) => {
    const next = nextOpening(window, at(now));
    expect(openingAt(window, next.from)).toEqual(next);
    expect(openingAt(window, next.to - 1)).toEqual(next);
    expect(openingAt(window, next.from - 1)).toBeNull();
    expect(openingAt(window, next.to)).toBeNull();
  });
});

describe("a window", () => {
  it("belongs to the day on which it opens: Friday's early hours are Thursday's", () => {
    expect(openingAt(berlin, at("2026-11-27 02:59"))?.from).toBe(at("2026-11-26 21:00"));
    expect(openingAt(berlin, at("2026-11-24 02:00"))).toBeNull();
  });

  it("that is open 23 hours each day is shut for one", () => {
    const window = windowOf(EVERY_DAY, "08:00", "07:00", "UTC");
    expect(openingAt(window, at("2026-11-24 07:00"))).toBeNull();
    expect(openingAt(window, at("2026-11-24 06:59"))).not.toBeNull();
    expect(nextOpening(window, at("2026-11-24 06:59")).from).toBe(at("2026-11-24 08:00"));
  });

  it("is as long as from one time to the other, over midnight where the second is not later", () => {
    expect(usualLengthMs({ from: "22:00", to: "04:00" })).toBe(6 * 3_600_000);
    expect(usualLengthMs({ from: "00:00", to: "24:00" })).toBe(24 * 3_600_000);
    expect(usualLengthMs({ from: "09:30", to: "10:00" })).toBe(30 * 60_000);
  });
});
