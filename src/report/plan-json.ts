import { safeJson } from "./json.ts";
import type { PlanView } from "./plan-view.ts";

/** A plan for programs, one document: the plan as it is saved, what follows from it, and what a probe found, if one was made. */
export function planJson(view: PlanView, probe: object | null): string {
  const { plan, digest, opening, site, undo, load, shortestMs, warnings } = view;
  const window = opening === null ? null : { from: isoTime(opening.from), to: isoTime(opening.to) };
  const document = { digest, plan, site, undo, load, shortestMs, window, warnings };
  return `${safeJson(probe === null ? document : { ...document, probe })}\n`;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
