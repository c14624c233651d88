import type { Summary } from "../model/summary.ts";
import { leftOver } from "./left-over.ts";

/** The three ends of a change, as change boards have them. */
export type CloseCode = "successful" | "successful with issues" | "unsuccessful";

/**
 * How a run closes its change. Unsuccessful is what was cut short or missed its criterion, which is what gives another
 * exit code than 0; an issue is whatever a run that came to its end did not do well: a target that is neither done nor
 * skipped, a failure that was let pass, a limit that somebody had to raise.
 */
export function closeCode(summary: Summary): CloseCode {
  const { status, success, totals, continued, resumed } = summary;
  if (status !== "finished" || !success.met) return "unsuccessful";
  const raised = resumed.some(({ raised: limits }) => Object.keys(limits).length > 0);
  const well = totals.failed === 0 && leftOver(summary).length === 0;
  return well && continued === 0 && !raised ? "successful" : "successful with issues";
}
