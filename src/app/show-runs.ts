import { safeJson } from "../report/json.ts";
import { guardLine, printable } from "../report/printable.ts";
import type { RunRow } from "../report/run-row.ts";
import { runsTable } from "../report/runs-table.ts";
import { counted } from "../report/words.ts";
import type { Kept } from "./prune.ts";
import { say } from "./say.ts";

/** Where a terminal does not say how wide it is. */
const COLUMNS = 100;
const BYTES_A_MEGABYTE = 1_000_000;

/** Prints the runs on standard output: as a table, or as one document with a run a line. */
export function showRuns(
  rows: readonly RunRow[],
  { json, runsDir }: { readonly json: boolean; readonly runsDir: string },
) {
  const { stdout } = process;
  if (json) {
    stdout.write(`{"format":1,"kind":"run-list","runs":[${rows.map((row) => `\n${safeJson(row)}`).join(",")}\n]}\n`);
    return;
  }
  if (rows.length === 0) return say(guardLine(`No run was begun in ${printable(runsDir)}.`));
  const columns = stdout.isTTY === true ? (stdout.columns ?? COLUMNS) : null;
  stdout.write(
    runsTable(rows, columns)
      .map((line) => `${line}\n`)
      .join(""),
  );
}

/** Says which old runs stay, and why. */
export function showKept(kept: readonly Kept[]): void {
  for (const { run, why } of kept) say(guardLine(`${printable(run)} stays. ${printable(why)}`));
}

/** `3 runs, 1.2 MB` */
export function sizeWords(rows: readonly RunRow[]): string {
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  return `${counted(rows.length, "run")}, ${(bytes / BYTES_A_MEGABYTE).toFixed(1)} MB`;
}
