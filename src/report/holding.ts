import type { Event } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import { brakeReason } from "./brake.ts";
import type { Holding } from "./progress-shape.ts";

/** That the brake has closed, why, and what that means for those under way. */
export function brakeRow(brake: Extract<Event, { type: "brake-closed" }>, plan: Plan): string {
  return `the brake closed: ${brakeReason(brake, plan)}; nothing new begins, waits run to their end`;
}

/** That the window has ended. */
export const windowEndedRow = "the window ended: nothing is changed any more, waits run to their end";

/** What a person who asked for the stop wants to know. */
export function stoppingRow(event: Extract<Event, { type: "stopping" }>): string {
  if (event.atOnce) return "stopping at once: requests in flight are cut";
  const why = event.reason === "journal" ? "the journal cannot be written: " : "";
  return `${why}stopping: waits are cut, requests in flight end; Ctrl-C again stops at once`;
}

/** What keeps new work from beginning, the strictest of it; empty where nothing does. */
export function holdingRow({ stopping, windowEnded, brake }: Holding, plan: Plan): string {
  if (stopping !== null) return stoppingRow(stopping);
  if (windowEnded) return windowEndedRow;
  return brake === null ? "" : brakeRow(brake, plan);
}
