import { wallTime } from "../base/zone.ts";
import { weekdays } from "../model/window.ts";

/** `2026-07-21 20:00 UTC` */
export function utcMoment(ms: number): string {
  return `${minuteOf(ms)} UTC`;
}

/** A moment by the clocks of a time zone: `tue 2026-07-21 22:00`. */
export function localMoment(ms: number, zone: string): string {
  const wall = wallTime(ms, zone);
  return `${weekdays[new Date(wall).getUTCDay()]} ${minuteOf(wall)}`;
}

function minuteOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}
