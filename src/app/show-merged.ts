import { guardLine, printable } from "../report/printable.ts";
import { statusRow } from "../report/rows.ts";
import { counted } from "../report/words.ts";
import type { MergedRuns } from "./merge.ts";
import { say } from "./say.ts";

/** Says what the runs of a plan came to together, and what each of them was. */
export function showMerged({ manifest }: MergedRuns): void {
  const { plan, runs, status, totals } = manifest;
  say(guardLine(`${printable(plan.name)}, ${counted(runs.length, "run")}: ${statusRow(status, totals)}`));
  for (const { run, totals: own, status: ended, head } of runs)
    say(guardLine(`  ${printable(run)}: ${statusRow(ended, own)}; head ${head.slice(0, 16)}`));
}
