import { firstMoment, wallTime } from "../base/zone.ts";

/** The days of a week as runbooks write them, beginning with Sunday as `Date` does. */
export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

export type Weekday = (typeof weekdays)[number];

/** A maintenance window as written: it opens on each of these days at `from`, and ends at the next `to`. */
export interface Window {
  readonly days: readonly Weekday[];
  /** `22:00`, by the clocks of `zone`. */
  readonly from: string;
  /** Where it is not after `from`, it is a time of the next day. `24:00` is the end of the day. */
  readonly to: string;
  /** An IANA time zone: `Europe/Berlin`. */
  readonly zone: string;
}

/** One opening of a window, in milliseconds since 1970; `to` exclusive. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

/** So far around a moment openings are looked for: one may last six days, and a week later each day comes again. */
const DAYS = { before: 8, after: 16 } as const;

/** The opening that a moment lies in, or null. */
export function openingAt(window: Window, now: number): Opening | null {
  return openings(window, now).find(({ from, to }) => from <= now && now < to) ?? null;
}

/** The first opening that begins after a moment. */
export function nextOpening(window: Window, now: number): Opening {
  const next = openings(window, now).find(({ from }) => from > now);
  if (next === undefined) throw new Error("a checked window never opens again");
  return next;
}

/** How long a window is open each time, in milliseconds, on days on which no clock is changed. */
export function usualLengthMs({ from, to }: Pick<Window, "from" | "to">): number {
  const length = timeOfDayMs(to) - timeOfDayMs(from);
  return length > 0 ? length : length + DAY_MS;
}

/**
 * The openings around a moment, in order. They begin and end as for someone who watches the clock on the wall: when it
 * first shows `from` of a day or a later time, and when it then first shows `to` or a later one. So an opening whose
 * times are both skipped does not take place. Openings that touch are one.
 */
function openings(window: Window, now: number): readonly Opening[] {
  const today = Math.floor(wallTime(now, window.zone) / DAY_MS) * DAY_MS;
  const found: Opening[] = [];
  for (let days = -DAYS.before; days <= DAYS.after; days += 1) {
    const day = today + days * DAY_MS;
    if (!window.days.includes(weekdays[new Date(day).getUTCDay()] as Weekday)) continue;
    const begin = day + timeOfDayMs(window.from);
    const from = firstMoment(begin, window.zone);
    const to = firstMoment(begin + usualLengthMs(window), window.zone);
    const last = found.at(-1);
    if (last?.to === from) found[found.length - 1] = { from: last.from, to };
    else if (from < to) found.push({ from, to });
  }
  return found;
}

/** `22:30` as milliseconds since the day began, clocks unchanged. */
function timeOfDayMs(time: string): number {
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return (hours * 60 + minutes) * 60_000;
}
