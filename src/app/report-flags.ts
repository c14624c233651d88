import { type FormatName, formatNames } from "../report/formats.ts";

/** The formats that `--format` takes. */
export const reportFormats: readonly FormatName[] = formatNames;

/** What `--report` is, wherever it stands. */
export const reportFlag = {
  description: `Write a report, such as \`junit=results.xml\`, in the place of a file that is there; repeated, several: ${formatNames.join(", ")}.`,
  helpValue: "FORMAT=FILE",
  multiple: true,
  multipleNonGreedy: true,
} as const;
