import type { TargetState } from "../model/outcome.ts";
import { code, prose, table } from "./markdown-text.ts";
import { stateWords } from "./rows.ts";
import type { RunReport } from "./run-report.ts";
import { counted, grouped } from "./words.ts";

/** The states that somebody has to look at, the worst first. */
const LOOKED_AT: readonly TargetState[] = ["failed", "in-doubt", "unreachable", "stopped", "not-started"];

/** How many targets of a state are told one by one. */
const TOLD = 50;

/** A part of the page, of lines of Markdown. */
export interface PageSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** The targets that are not well, by state: the first of each, and how many more there are. */
export function targetSections({ summary }: RunReport): readonly PageSection[] {
  return LOOKED_AT.map((state) => {
    const found = summary.targets.filter((target) => target.state === state);
    const rows = found
      .slice(0, TOLD)
      .map(({ name, batch, tries, code: fault, message }) => [
        code(name),
        `${batch + 1}`,
        grouped(tries),
        code(fault ?? ""),
        prose(message ?? ""),
      ]);
    const left = found.length - rows.length;
    const columns = ["Target", ">Batch", ">Tries", "Code", "What"];
    const rest = left > 0 ? [`and ${counted(left, "further target")}; the CSV report has all of them.`, ""] : [];
    return { heading: `Targets ${stateWords[state]}`, lines: [...table(columns, rows), ...rest] };
  });
}
