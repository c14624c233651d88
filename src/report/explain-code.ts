import { type CodeKind, codeFamilies } from "../base/codes/families.ts";
import type { DiagnosticRow, FaultRow, FaultState, RefusalRow } from "../base/codes/row.ts";
import { type ExplainedLine, section } from "./explain-page.ts";
import type { Paint } from "./paint.ts";

/** All there is to know of a code, as data. */
export interface CodeExplanation {
  readonly code: string;
  readonly kind: CodeKind;
  /** What the codes of its hundred have in common. */
  readonly family: string;
  readonly title: string;
  /** What may lie behind it, the likeliest first; empty where the title says it all. */
  readonly causes: readonly string[];
  readonly remedy: string;
  /** The state in which a computer ends that it ends, and whether the same request is tried again; null unless a fault. */
  readonly state: FaultState | null;
  readonly retried: boolean | null;
  /** What follows from it, in sentences. */
  readonly consequence: string;
  /** Exit codes that it may lead to. */
  readonly exits: readonly number[];
}

/** What a computer's end means for the run: as the exit codes are judged, by what kept the run from its criterion. */
const ENDS: Readonly<Record<FaultState, { readonly exits: readonly number[]; readonly words: string }>> = {
  failed: { exits: [6], words: "A run that misses its criterion by that ends with exit code 6." },
  "in-doubt": { exits: [6], words: "A run that misses its criterion by that ends with exit code 6." },
  unreachable: {
    exits: [4, 6],
    words:
      "A run that misses its criterion by that alone ends with exit code 4, with failed computers beside it with 6.",
  },
  stopped: {
    exits: [3, 130, 143],
    words:
      "The run ends with exit code 3 where its journal failed, 130 where it was interrupted, 143 where terminated.",
  },
};

/** Every code of the catalogue, in its order. */
export const codeExplanations: readonly CodeExplanation[] = codeFamilies.flatMap(explainFamily);

function explainFamily(family: (typeof codeFamilies)[number]): readonly CodeExplanation[] {
  const { kind, title, rows } = family;
  return Object.entries<DiagnosticRow | RefusalRow | FaultRow>(rows).map(([code, row]) => ({
    code,
    kind,
    family: title,
    title: row.title,
    causes: "causes" in row ? (row.causes ?? []) : [],
    remedy: row.hint,
    ...consequences(row),
  }));
}

type Consequences = Pick<CodeExplanation, "state" | "retried" | "consequence" | "exits">;

function consequences(row: DiagnosticRow | RefusalRow | FaultRow): Consequences {
  if ("state" in row) return ofFault(row);
  const none = { state: null, retried: null };
  if ("exit" in row) {
    const consequence = `The command refuses, and nothing was touched. Exit code ${row.exit}.`;
    return { ...none, consequence, exits: [row.exit] };
  }
  return { ...none, consequence: "Where it is an error, nothing is touched. Exit code 2.", exits: [2] };
}

function ofFault({ retryable, state }: FaultRow): Consequences {
  const again = retryable ? "Tried again, as far as `retries` goes" : "Not tried again";
  const { exits, words } = ENDS[state];
  const consequence = `${again}. Where it ends a computer's work, that computer is ${state}. ${words}`;
  return { state, retried: retryable, consequence, exits };
}

/** A code for people, in lines. */
export function codeLines(explained: CodeExplanation, paint: Paint): readonly ExplainedLine[] {
  const { code, title, causes, remedy, consequence } = explained;
  return [
    paint.bold(`${code}: ${title}`),
    ...section(
      "What may lie behind it",
      causes.map((cause) => `- ${cause}`),
      paint,
    ),
    ...section("What to do", [remedy], paint),
    ...section("What follows", [consequence], paint),
  ];
}
