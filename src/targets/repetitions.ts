import type { HostEntry, TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import type { Target } from "../model/target.ts";
import { foldName } from "./name-index.ts";
import type { Report } from "./report.ts";

/** Where a computer was named first. */
export interface Origin {
  readonly source: Source;
  readonly entry: HostEntry;
  readonly name: string;
  readonly target: Target;
}

/** A computer that was named before. */
export interface Repetition {
  readonly name: string;
  readonly entry: HostEntry;
  readonly origin: Origin;
}

/** Collects the repetitions of one list and reports them. */
export interface Repetitions {
  add(repetition: Repetition): void;
  endOfEntry(): void;
  endOfList(): void;
}

/**
 * Within one list that was written by hand a repetition is a mistake, told entry by entry. In a list that was
 * exported, or between lists, each computer is taken once, and that is said once a list.
 */
export function createRepetitions(list: TargetSelection, report: Report): Repetitions {
  let here: Repetition[] = [];
  let firstElsewhere: Repetition | null = null;
  let elsewhere = 0;
  return {
    add(repetition) {
      if (list.format === "yaml" && repetition.origin.source === list.source) {
        here.push(repetition);
        return;
      }
      firstElsewhere ??= repetition;
      elsewhere += 1;
    },
    endOfEntry() {
      const [one] = here;
      if (one !== undefined) reportTwice(one, here.length, report);
      here = [];
    },
    endOfList() {
      if (firstElsewhere !== null) reportElsewhere(firstElsewhere, { count: elsewhere, list, report });
    },
  };
}

function reportTwice({ name, entry, origin }: Repetition, count: number, report: Report): void {
  const others = count === 1 ? "" : ` and ${(count - 1).toLocaleString("en")} more`;
  const verb = count === 1 ? "is" : "are";
  const { line } = origin.source.place(origin.entry.from);
  const where = origin.entry === entry ? "in the same range" : `first on line ${line}`;
  const same = foldName(origin.name) === foldName(name);
  const as = same ? "" : `, as \`${origin.name}\``;
  const hint = same ? undefined : "Name each host once; a short name is the same computer as its full name.";
  report("INV205", entry, `\`${name}\`${others} ${verb} named twice, ${where}${as}`, { hint });
}

interface Elsewhere {
  readonly count: number;
  readonly list: TargetSelection;
  readonly report: Report;
}

function reportElsewhere({ name, entry, origin }: Repetition, { count, list, report }: Elsewhere): void {
  const { line } = origin.source.place(origin.entry.from);
  const others = count === 1 ? "" : ` and ${(count - 1).toLocaleString("en")} more`;
  const as = foldName(origin.name) === foldName(name) ? "" : ` as \`${origin.name}\``;
  const where = origin.source === list.source ? `on line ${line}` : `in \`${origin.source.name}\`, line ${line}`;
  const message = `\`${name}\`${others} ${count === 1 ? "was" : "were"} named before, ${where}${as}`;
  report("INV210", entry, message, { severity: "warning" });
}
