import { safeJson } from "../report/json.ts";
import type { Manifest } from "./manifest.ts";
import { writeFilePieces, writeStreamPieces } from "./write-pieces.ts";

/** Where a report goes: a file, or standard output where none is named. */
export interface ReportPlace {
  readonly output: string | undefined;
  /** In the place of a file that is there already. */
  readonly force: boolean;
}

/** A manifest as JSON, each run on a line of its own. */
export function writeManifest({ runs, ...whole }: Manifest, place: ReportPlace): Promise<void> {
  const head = `${safeJson(whole).slice(0, -1)},"runs":[\n`;
  return writeTo(place, [head, runs.map(safeJson).join(",\n"), "\n]}\n"]);
}

/** Something small as JSON, on one line. */
export function writeJson(value: object, place: ReportPlace): Promise<void> {
  return writeTo(place, [`${safeJson(value)}\n`]);
}

/** Any text in pieces. Throws INV309 where its file is there already, INV308 where it cannot be written. */
export async function writeTo({ output, force }: ReportPlace, pieces: Iterable<string>): Promise<void> {
  if (output === undefined) await writeStreamPieces(process.stdout, pieces);
  else await writeFilePieces(output, { pieces, replace: force });
}
