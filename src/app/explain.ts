import { suggest } from "../base/suggest.ts";
import { type CodeExplanation, codeExplanations, codeLines } from "../report/explain-code.ts";
import { type HostCodeExplanation, hostCodeLines } from "../report/explain-host-code.ts";
import { type Contents, contentLines, contents } from "../report/explain-list.ts";
import { type StepExplanation, stepLines } from "../report/explain-step.ts";
import { createPaint } from "../report/paint.ts";
import { wrapText } from "../report/width.ts";
import { planKinds } from "../steps/index.ts";
import { explainHostCode, hostCodeNames } from "./explain-host-code.ts";
import { explainStep } from "./explain-step.ts";

/** What is known of a word: a kind of step, a code of ours, or one that hosts answer with. */
export type Explanation =
  | { readonly step: StepExplanation }
  | { readonly code: CodeExplanation }
  | { readonly hostCode: HostCodeExplanation };

/** Everything that can be explained. */
export function explainable(): Contents {
  return contents(planKinds);
}

/**
 * What is known of a word, in letters of either case; a code may leave its INV out. Null for a word that means nothing.
 */
export function explain(word: string): Explanation | null {
  const lower = word.trim().toLowerCase();
  const kind = planKinds.find(({ key }) => key === lower);
  if (kind !== undefined) return { step: explainStep(kind) };
  const code = codeExplanations.find(({ code }) => code === `INV${lower.replace(/^inv/, "")}`);
  if (code !== undefined) return { code };
  const hostCode = explainHostCode(lower);
  return hostCode === null ? null : { hostCode };
}

/** The nearest word that can be explained, or null. */
export function nearestExplainable(word: string): string | null {
  const words = [...planKinds.map(({ key }) => key), ...codeExplanations.map(({ code }) => code)];
  return suggest(word, [...words, ...hostCodeNames()]);
}

/** How an explanation is printed. */
export interface ExplanationLook {
  readonly color: boolean;
  /** The width to break long sentences at; null where the text goes to a file or another program. */
  readonly columns: number | null;
}

/** An explanation, or the list of all, for people. */
export function explanationText(what: Explanation | Contents, { color, columns }: ExplanationLook): string {
  const paint = createPaint(color);
  const lines = linesOf(what, paint).flatMap((line) => (columns === null ? [line] : wrapText(line, columns)));
  return `${lines.join("\n")}\n`;
}

function linesOf(what: Explanation | Contents, paint: ReturnType<typeof createPaint>): readonly string[] {
  if ("step" in what) return stepLines(what.step, paint);
  if ("code" in what) return codeLines(what.code, paint);
  return "hostCode" in what ? hostCodeLines(what.hostCode, paint) : contentLines(what, paint);
}
