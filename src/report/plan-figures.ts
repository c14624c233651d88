import { type Plan, planTargets } from "../model/plan.ts";
import { shareOf } from "../model/share.ts";
import type { PlanRow } from "./plan.ts";
import type { PlanView } from "./plan-view.ts";
import { counted, grouped } from "./words.ts";

/** How many batches have their limits told one by one. */
const BATCHES = 12;

/** What the run puts on the site and the domain. */
export function loadRows({
  starts,
  fullReports,
  otherReports,
  leastLogons,
  logonsPerSecond,
}: PlanView["load"]): readonly PlanRow[] {
  const pace = ({ perMinute, perHour, total }: typeof starts) =>
    total === 0 ? "none" : `${grouped(perMinute)} a minute, ${grouped(perHour)} an hour, ${grouped(total)} in all`;
  const logons = logonsPerSecond === "unlimited" ? "not limited" : `${grouped(logonsPerSecond)} a second`;
  return [
    ["starts", pace(starts)],
    ["full reports", pace(fullReports)],
    ["other reports", pace(otherReports)],
    ["logons", `${logons}; ${grouped(leastLogons)} at least, and more where a long wait gives its connection up`],
  ];
}

/** The limits in absolute numbers, and what counts as success. */
export function limitRows(plan: Plan): readonly PlanRow[] {
  const targets = planTargets(plan).length;
  const { success } = plan.rollout;
  const { failed, unreachable } = plan.limits;
  const needed = grouped(shareOf(success, targets, "up"));
  const unlimited = failed >= targets;
  return [
    ["failed", unlimited ? NEVER : ofRun(failed), ...(unlimited ? [] : ofBatches(plan, "failed"))],
    ["unreachable", ...(unreachable === null ? [NEVER] : [ofRun(unreachable), ...ofBatches(plan, "unreachable")])],
    ["success", `${success} of all but the skipped: ${needed} of ${counted(targets, "target")} where none is skipped`],
  ];
}

const NEVER = "never, however many there are";

/** A limit is how many there may be; one more closes the brake. */
function ofRun(limit: number): string {
  return `as soon as there are ${grouped(limit + 1)} in the run`;
}

function ofBatches({ batches }: Plan, what: "failed" | "unreachable"): readonly string[] {
  if (batches.length < 2) return [];
  const shown = batches
    .slice(0, BATCHES)
    .map(({ limits }, at) => `${grouped((limits[what] ?? 0) + 1)} in batch ${at + 1}`);
  return [`when a batch ends: with ${shown.join(", ")}${batches.length > BATCHES ? ", …" : ""}`];
}
