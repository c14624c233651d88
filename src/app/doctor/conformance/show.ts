import { conformanceMarkdown } from "../../../report/conformance.ts";
import { safeJson } from "../../../report/json.ts";
import { type ReportPlace, writeTo } from "../../write-report.ts";
import { type DiagnosesLook, showDiagnoses } from "../show.ts";
import type { Conformance } from "./conformance.ts";

/**
 * Writes the report: Markdown with the same as JSON at its end, or JSON alone. Where the host could not be asked, what
 * keeps it from answering is shown in its place.
 */
export async function showConformance(
  { diagnosis, report }: Conformance,
  { json, noColor, ...place }: DiagnosesLook & ReportPlace,
): Promise<void> {
  if (report === null) showDiagnoses([diagnosis], { json, noColor });
  else await writeTo(place, [json ? `${safeJson(report)}\n` : conformanceMarkdown(report)]);
}
