import { wallTime } from "./zone.ts";

const DAY_MS = 86_400_000;
const DAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"] as const;

/** A moment for people, to the minute: `Tue 2026-11-24 22:00 Europe/Berlin (21:00 UTC)`. */
export function formatMoment(moment: number, zone: string): string {
  const local = wallTime(moment, zone);
  const zoned = `${dayAndTime(local)} ${zone}`;
  return isUtc(zone) ? zoned : `${zoned} (${utcBeside(moment, local)} UTC)`;
}

/** A span for people: `Tue 2026-11-24 22:00 to Wed 2026-11-25 04:00 Europe/Berlin (21:00 to 03:00 UTC)`. */
export function formatSpan({ from, to }: { readonly from: number; readonly to: number }, zone: string): string {
  const [begin, end] = [wallTime(from, zone), wallTime(to, zone)];
  const zoned = `${dayAndTime(begin)} to ${dayAndTime(end)} ${zone}`;
  return isUtc(zone) ? zoned : `${zoned} (${utcBeside(from, begin)} to ${utcBeside(to, end)} UTC)`;
}

/** The time, with the date where it is another one than by the local clock. */
function utcBeside(moment: number, local: number): string {
  const sameDay = Math.floor(moment / DAY_MS) === Math.floor(local / DAY_MS);
  return sameDay ? iso(moment).slice(11) : iso(moment);
}

function dayAndTime(local: number): string {
  // 1 January 1970 was a Thursday.
  return `${DAYS[Math.floor(local / DAY_MS) % DAYS.length]} ${iso(local)}`;
}

/** `2026-11-24 22:00`. */
function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}

function isUtc(zone: string): boolean {
  return /^(?:Etc\/)?(?:UTC|GMT)$/i.test(zone);
}
