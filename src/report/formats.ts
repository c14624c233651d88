import type { ReportFormat } from "./run-report.ts";

/** One form in which a run can be reported. */
export interface Format {
  /** What it is for, in a line: for the docs and for who asks which there are. */
  readonly about: string;
  /** How its files end by custom, without the dot. */
  readonly extension: string;
  /** Loaded when it is made, so that a start pays for none. */
  readonly load: () => Promise<ReportFormat>;
}

/** Every form in which a run can be reported, by the name that a flag gives it. */
export const formats = {
  json: {
    about: "the summary: every target with its steps and what was learnt of it",
    extension: "json",
    load: async () => {
      const { summaryJson } = await import("./json.ts");
      return ({ summary }) => summaryJson(summary);
    },
  },
  junit: {
    about: "a suite a target and a case a step, for the test view of a pipeline",
    extension: "xml",
    load: async () => (await import("./junit.ts")).junit,
  },
  markdown: {
    about: "a page for a ticket or a pipeline's summary, always below 1 MiB",
    extension: "md",
    load: async () => (await import("./markdown.ts")).markdown,
  },
  html: {
    about: "one page to look at, which needs nothing beside it: map, time line, faults, and a table to search",
    extension: "html",
    load: async () => (await import("./html/page.ts")).htmlReport,
  },
  csv: {
    about: "a row a target, for spreadsheets",
    extension: "csv",
    load: async () => (await import("./csv.ts")).csv,
  },
  change: {
    about: "what closes a change: its code, notes, times, counts and proof, with the fields of ServiceNow and Jira",
    extension: "json",
    load: async () => (await import("./change.ts")).change,
  },
} as const satisfies Readonly<Record<string, Format>>;

/** The name of a format, as a flag gives it. */
export type FormatName = keyof typeof formats;

/** The names of all formats. */
export const formatNames = Object.keys(formats) as FormatName[];
