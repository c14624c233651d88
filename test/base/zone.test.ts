import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstMoment, isZone, wallTime, zoneNames } from "../../src/base/zone.ts";

const at = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`);

/** When clocks are put forward or back, in UTC, and what they show then (tz database, by Python's zoneinfo). */
const CHANGES: readonly [zone: string, utc: string, before: string, after: string][] = [
  ["Europe/Berlin", "2026-03-29 01:00", "2026-03-29 02:00", "2026-03-29 03:00"],
  ["Europe/Berlin", "2026-10-25 01:00", "2026-10-25 03:00", "2026-10-25 02:00"],
  ["America/New_York", "2026-03-08 07:00", "2026-03-08 02:00", "2026-03-08 03:00"],
  ["America/New_York", "2026-11-01 06:00", "2026-11-01 02:00", "2026-11-01 01:00"],
  ["Australia/Lord_Howe", "2026-04-04 15:00", "2026-04-05 02:00", "2026-04-05 01:30"],
  ["Australia/Lord_Howe", "2026-10-03 15:30", "2026-10-04 02:00", "2026-10-04 02:30"],
  ["Pacific/Chatham", "2026-04-04 14:00", "2026-04-05 03:45", "2026-04-05 02:45"],
  ["America/Havana", "2026-03-08 05:00", "2026-03-08 00:00", "2026-03-08 01:00"],
  ["America/Havana", "2026-11-01 05:00", "2026-11-01 01:00", "2026-11-01 00:00"],
];

describe("the clocks of a zone", () => {
  it.each(CHANGES)("%s: are changed at %s UTC, from %s to %s", (zone, utc, before, after) => {
    expect(wallTime(at(utc) - 1, zone)).toBe(at(before) - 1);
    expect(wallTime(at(utc), zone)).toBe(at(after));
  });

  it("without summer time are as far from UTC in winter as in summer", () => {
    for (const month of ["01", "07"])
      expect(wallTime(at(`2026-${month}-10 00:00`), "Asia/Kolkata")).toBe(at(`2026-${month}-10 05:30`));
  });

  const changing = [...new Set(CHANGES.map(([zone]) => zone))];
  const zdump = spawnSync("zdump", ["-v", "-c", "2024,2028", ...changing], { encoding: "utf8" }).stdout ?? "";
  const lines = [...zdump.matchAll(/^(\S+) +\w+ (.+?) UTC? = \w+ (.+?) \S+ isdst/gm)];
  it.skipIf(lines.length < 10 * changing.length)("show what zdump, where it is installed, says of four years", () => {
    const read = (text: string) => Date.parse(`${text} UTC`);
    for (const [, zone, utc, local] of lines as unknown as readonly string[][])
      expect([zone, utc, wallTime(read(utc as string), zone as string)]).toEqual([zone, utc, read(local as string)]);
  });

  it("first show a time when nobody who looks every minute saw it before", () => {
    const minute = 60_000;
    const near = fc.record({ change: fc.constantFrom(...CHANGES), minutes: fc.integer({ min: -200, max: 200 }) });
    fc.assert(
      fc.property(near, ({ change: [zone, , before], minutes }) => {
        const wall = at(before) + minutes * minute;
        let moment = wall - 16 * 60 * minute;
        while (wallTime(moment, zone) < wall) moment += minute;
        expect(firstMoment(wall, zone)).toBe(moment);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the name of a zone", () => {
  it("is one that the platform knows, older names and any case included", () => {
    for (const name of ["Europe/Berlin", "Asia/Kolkata", "Asia/Calcutta", "europe/berlin", "UTC", "Etc/GMT+5"])
      expect([name, isZone(name)]).toEqual([name, true]);
  });

  it("is no offset, no place without a zone, and nothing else", () => {
    for (const name of ["+01:00", "Berlin", "W. Europe Standard Time", "", " ", "__proto__", "x".repeat(5_000)])
      expect([name.slice(0, 30), isZone(name)]).toEqual([name.slice(0, 30), false]);
  });

  it("that is proposed is always known", () => {
    expect(zoneNames().filter((name) => !isZone(name))).toEqual([]);
    expect(zoneNames()).toEqual(expect.arrayContaining(["Europe/Berlin", "Asia/Kolkata", "UTC"]));
  });
});
