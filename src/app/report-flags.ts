import { type FormatName, formatNames } from "../report/formats.ts";

/** The formats that `--format` takes. */
export const reportFormats: readonly FormatName[] = formatNames;

/** What `--events` is, wherever it stands. */
export const eventsFlag = {
  description: "Print each event as it is journalled, as a line of JSON, on standard output.",
  exclusive: ["json"] as string[],
};

/** What `--report` is, wherever it stands. */
export const reportFlag = {
  description: `Write a report, such as \`junit=results.xml\`, in the place of a file that is there; repeated, several: ${formatNames.join(", ")}.`,
  helpValue: "FORMAT=FILE",
  multiple: true,
  multipleNonGreedy: true,
} as const;
