import { summaryJson } from "./json.ts";
import type { ReportFormat } from "./run-report.ts";

/** Every form in which a run can be reported, by the name that a flag gives it. */
export const formats: Readonly<Record<string, ReportFormat>> = {
  json: ({ summary }) => summaryJson(summary),
};
