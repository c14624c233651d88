/**
 * Local time by the clocks of an IANA time zone, with the zone data that Node carries (ICU's). Readings of a clock on
 * the wall are numbers as well: the milliseconds since 1970 that a clock in UTC would have to show to show the same.
 */

const HOUR_MS = 3_600_000;
/** Clocks are between 12 hours behind UTC and 14 hours ahead of it (tz database, `Etc/GMT+12` and `Pacific/Kiritimati`). */
const BEHIND_MS = 12 * HOUR_MS;
const AHEAD_MS = 14 * HOUR_MS;

/** Making one takes a thousand times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The platform knows a zone of this name, in whatever case. Offsets such as `+01:00` are no zones. */
export function isZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && formatOf(name) !== null;
  } catch {
    return false;
  }
}

/** Zones that ICU lists by an older name only; from the tz database's file `backward`. */
const RENAMED = ["Asia/Ho_Chi_Minh", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Yangon", "Europe/Kyiv"] as const;

/** The names of all zones, for a suggestion. More are known, by older names. */
export function zoneNames(): readonly string[] {
  return [...Intl.supportedValuesOf("timeZone"), ...RENAMED, "UTC"];
}

/** What the clocks of a zone show at a moment. */
export function wallTime(moment: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) as number;
  const [year, month, day] = [part("year"), part("month") - 1, part("day")];
  const shown = Date.UTC(year, month, day, part("hour"), part("minute"), part("second"));
  return shown + (moment - Math.floor(moment / 1_000) * 1_000);
}

/**
 * The first moment at which the clocks of a zone show this time or a later one. Where they are put forward over it,
 * that is the moment at which they are; of a time that they show twice it is the first.
 */
export function firstMoment(wall: number, zone: string): number {
  const offset = (moment: number) => wallTime(moment, zone) - moment;
  let before = wall - AHEAD_MS - HOUR_MS;
  let after = wall + BEHIND_MS + HOUR_MS;
  const offsetBefore = offset(before);
  const offsetAfter = offset(after);
  if (offsetBefore === offsetAfter) return wall - offsetAfter;
  // Clocks are put forward or back in between: look for the moment.
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offset(middle) === offsetBefore) before = middle;
    else after = middle;
  }
  const unmoved = wall - offsetBefore;
  return unmoved < after ? unmoved : Math.max(after, wall - offsetAfter);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, format);
  return format;
}
