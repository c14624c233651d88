import type { Clock } from "../base/clock.ts";
import { formatDuration } from "../base/duration.ts";
import { Refusal } from "../base/refusal.ts";
import { Stop } from "../engine/stop.ts";
import type { StopReason } from "../model/event.ts";
import { nextOpening, type Opening, openingAt, type Window } from "../model/window.ts";
import { localMoment, utcMoment } from "../report/moment.ts";
import { say } from "./say.ts";
import { listenForSignals } from "./signals.ts";

/** Looked at the clock so often while waiting: it may be set, and a computer may sleep. */
const LOOK_MS = 60_000;

/** How a window is passed. */
export interface GateOptions {
  readonly clock: Clock;
  /** Where it is closed, wait until it opens. */
  readonly wait: boolean;
}

/** `open` until a moment (milliseconds since 1970; null for ever), after waiting or not; or the wait was ended. */
export type Gate =
  | { readonly open: true; readonly until: number | null; readonly waited: boolean }
  | { readonly open: false; readonly reason: StopReason };

/** Throws INV318 while a window is closed that is not to be waited for. */
export function checkWindow(window: Window | null, { clock, wait }: GateOptions): void {
  if (wait || window === null || openingAt(window, clock.now()) !== null) return;
  const opens = whenOf(nextOpening(window, clock.now()), window, clock.now());
  throw new Refusal("INV318", `The window is closed. It opens ${opens}.`);
}

/** Lets pass while a window is open, and waits for that where it may. Throws INV318 where it may not. */
export async function passWindow(window: Window | null, options: GateOptions): Promise<Gate> {
  const { clock } = options;
  if (window === null) return { open: true, until: null, waited: false };
  checkWindow(window, options);
  const now = openingAt(window, clock.now());
  if (now !== null) return { open: true, until: now.to, waited: false };
  const next = nextOpening(window, clock.now());
  const reason = await sleepUntil(next.from, clock, () => {
    say(`The window is closed. It opens ${whenOf(next, window, clock.now())}: waiting; Ctrl-C ends this.`);
  });
  return reason === null ? { open: true, until: next.to, waited: true } : { open: false, reason };
}

/** `tue 2026-07-21 22:00 Europe/Berlin (2026-07-21 20:00 UTC), in 5h20m` */
function whenOf({ from }: Opening, { zone }: Window, now: number): string {
  return `${localMoment(from, zone)} ${zone} (${utcMoment(from)}), in ${formatDuration(from - now)}`;
}

/** Null once the moment has come; else why it was not waited for. */
async function sleepUntil(moment: number, clock: Clock, onBegin: () => void): Promise<StopReason | null> {
  const stop = new Stop();
  const ended = new AbortController();
  const off = stop.onRequest(() => ended.abort());
  const unlisten = listenForSignals(stop);
  onBegin();
  try {
    while (stop.reason === null && clock.now() < moment)
      await clock.sleep(Math.min(LOOK_MS, moment - clock.now()), ended.signal).catch(() => {});
    return stop.reason;
  } finally {
    unlisten();
    off();
  }
}
