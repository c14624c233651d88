import { formatDuration } from "../../../base/duration.ts";
import { grouped } from "../../words.ts";
import type { Note } from "./run.ts";

export { formatDuration, grouped };

/** `2026-11-21 22:00`, in UTC. */
export function minute(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}

/** `2026-11-21 22:00:04`, in UTC. */
export function second(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

/** A note's date as it is shown. */
export function dateOf({ date }: Note): string {
  return typeof date === "number" ? minute(date) : (date ?? "");
}
