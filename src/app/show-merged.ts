import { guardLine, printable } from "../report/printable.ts";
import { statusRow } from "../report/rows.ts";
import { counted } from "../report/words.ts";
import type { MergedRuns } from "./merge.ts";
import { say } from "./say.ts";

/** Says how runs go on that were cut short, by their manifest. */
export function showGoesOn(manifest: string): void {
  say(guardLine(`\`invrun resume ${printable(manifest)}\` goes on with what is left of all of them.`));
}

/** Says what the runs of a plan came to together, and what each of them was. */
export function showMerged({ manifest }: MergedRuns): void {
  const { plan, runs, status, totals, gone } = manifest;
  say(guardLine(`${printable(plan.name)}, ${counted(runs.length, "run")}: ${statusRow(status, totals)}`));
  for (const { run, totals: own, status: ended, head } of runs)
    say(guardLine(`  ${printable(run)}: ${statusRow(ended, own)}; head ${head.slice(0, 16)}`));
  if (gone.length > 0) say(`  ${counted(gone.length, "target")} of the plan left the lists before any run began them.`);
}
