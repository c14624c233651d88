import type { Resumption, Summary } from "../model/summary.ts";
import { leftOver } from "./left-over.ts";

/** The three ends of a change, as change boards have them. */
export type CloseCode = "successful" | "successful with issues" | "unsuccessful";

/**
 * How a run closes its change. Unsuccessful is what was cut short or missed its criterion, which is what gives another
 * exit code than 0; an issue is whatever a run that came to its end did not do well: a target that is neither done nor
 * skipped, a failure that was let pass, a limit or a closed brake that somebody had to override.
 */
export function closeCode(summary: Summary): CloseCode {
  const { status, success, totals, continued, resumed } = summary;
  if (status !== "finished" || !success.met) return "unsuccessful";
  const overridden = resumed.some(isOverride);
  const well = totals.failed === 0 && leftOver(summary).length === 0;
  return well && continued === 0 && !overridden ? "successful" : "successful with issues";
}

/** Whether a sitting went on against a limit or a closed brake: then somebody had to say why. */
export function isOverride({ raised, reason }: Pick<Resumption, "raised" | "reason">): boolean {
  return reason !== null || Object.keys(raised).length > 0;
}
