import { describe, expect, it } from "vitest";
import { passWindow } from "../../src/app/window-gate.ts";
import type { Clock } from "../../src/base/clock.ts";
import type { Window } from "../../src/model/window.ts";

const window: Window = { days: ["tue"], from: "22:00", to: "04:00", zone: "Europe/Berlin" };
// Tuesday 2026-07-21 22:00 in Berlin is 20:00 UTC: summer time, two hours ahead (tz database).
const OPENS = Date.parse("2026-07-21T20:00:00Z");
const ENDS = Date.parse("2026-07-22T02:00:00Z");

/** A clock that a sleep puts forward. */
function clockAt(now: number): Clock & { readonly slept: number } {
  let time = now;
  return {
    now: () => time,
    monotonic: () => time,
    async sleep(ms) {
      time += ms;
    },
    get slept() {
      return time - now;
    },
  };
}

describe("the gate of a window", () => {
  it("is open for ever where there is no window", async () => {
    expect(await passWindow(null, { clock: clockAt(0), wait: false })).toEqual({
      open: true,
      until: null,
      waited: false,
    });
  });

  it("is open until the window ends", async () => {
    for (const now of [OPENS, ENDS - 1])
      expect(await passWindow(window, { clock: clockAt(now), wait: false })).toEqual({
        open: true,
        until: ENDS,
        waited: false,
      });
  });

  it.each([OPENS - 1, ENDS])("is closed before and after, and says when it opens: %i", async (now) => {
    const passing = passWindow(window, { clock: clockAt(now), wait: false });
    await expect(passing).rejects.toMatchObject({ code: "INV318", exit: 5 });
    await expect(passing).rejects.toThrow(
      /It opens tue 2026-07-2[18] 22:00 Europe\/Berlin \(2026-07-2[18] 20:00 UTC\)/,
    );
  });

  it("is waited for, to the millisecond", async () => {
    const clock = clockAt(OPENS - 90_061_007);
    expect(await passWindow(window, { clock, wait: true })).toEqual({ open: true, until: ENDS, waited: true });
    expect(clock.slept).toBe(90_061_007);
  });
});
