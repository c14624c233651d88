import { doctorReport } from "../../report/doctor.ts";
import { doctorRecord } from "../../report/doctor-causes.ts";
import type { Diagnosis } from "../../report/doctor-shape.ts";
import { safeJson } from "../../report/json.ts";
import { wantsColor } from "../show.ts";

/** How diagnoses are to be shown. */
export interface DiagnosesLook {
  readonly json: boolean;
  readonly noColor: boolean;
}

/** Where a terminal does not say how wide it is. */
const COLUMNS = 80;

/** Prints them on standard output. */
export function showDiagnoses(diagnoses: readonly Diagnosis[], { json, noColor }: DiagnosesLook): void {
  const { stdout } = process;
  const columns = stdout.isTTY === true ? (stdout.columns ?? COLUMNS) : null;
  if (json) stdout.write(`${safeJson(doctorRecord(diagnoses))}\n`);
  else stdout.write(doctorReport(diagnoses, { color: wantsColor(noColor, stdout), columns }));
}
