import type { Summary } from "../model/summary.ts";
import { planReport } from "../report/plan.ts";
import { planJson } from "../report/plan-json.ts";
import type { PlanView } from "../report/plan-view.ts";
import { guardLine, printable } from "../report/printable.ts";
import { probeRecord, probeReport } from "../report/probe.ts";
import { say } from "./say.ts";
import { wantsColor } from "./show.ts";

/** How a plan is to be shown. */
export interface PlanLook {
  readonly json: boolean;
  readonly noColor: boolean;
}

/** Where a terminal does not say how wide it is. */
const COLUMNS = 100;

/** Prints a plan on standard output for people, before it is probed. */
export function showPlan(view: PlanView, { json, noColor }: PlanLook): void {
  if (json) return;
  const { stdout } = process;
  const columns = stdout.isTTY === true ? (stdout.columns ?? COLUMNS) : null;
  stdout.write(planReport(view, { color: wantsColor(noColor, stdout), columns }));
}

/** Prints what is known at the end: what a probe found, if one was made, or all of it as one document. */
export function showPlanEnd(view: PlanView, probed: Summary | null, { json, noColor }: PlanLook): void {
  const { stdout } = process;
  if (json) stdout.write(planJson(view, probed === null ? null : probeRecord(probed)));
  else if (probed !== null) stdout.write(`\n${probeReport(probed, { color: wantsColor(noColor, stdout) })}`);
}

/** Says where a plan lies, and how it is carried out once it is approved. */
export function showSavedPlan(path: string, digest: string): void {
  const name = printable(path);
  say(guardLine(`Saved as ${name}. Once it is approved: invrun apply ${name} --approved ${digest}`));
}
