import type { Summary } from "../model/summary.ts";
import { safeJson, summaryJson } from "../report/json.ts";
import type { Manifest } from "./manifest.ts";
import { savePlan } from "./save-plan.ts";

/** Where a report goes: a file, or standard output where none is named. */
export interface ReportPlace {
  readonly output: string | undefined;
  /** In the place of a file that is there already. */
  readonly force: boolean;
}

/** A summary as JSON. */
export function writeSummary(summary: Summary, place: ReportPlace): Promise<void> {
  return write(summaryJson(summary), place);
}

/** A manifest as JSON, each run on a line of its own. */
export function writeManifest({ runs, ...whole }: Manifest, place: ReportPlace): Promise<void> {
  const head = `${safeJson(whole).slice(0, -1)},"runs":[\n`;
  return write([head, runs.map(safeJson).join(",\n"), "\n]}\n"], place);
}

/** Something small as JSON, on one line. */
export function writeJson(value: object, place: ReportPlace): Promise<void> {
  return write([`${safeJson(value)}\n`], place);
}

async function write(pieces: Iterable<string>, { output, force }: ReportPlace): Promise<void> {
  if (output !== undefined) return savePlan(output, { text: [...pieces].join(""), replace: force });
  for (const piece of pieces) process.stdout.write(piece);
}
