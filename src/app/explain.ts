import { suggest } from "../base/suggest.ts";
import { type CodeExplanation, codeExplanations, codeLines } from "../report/explain-code.ts";
import { type HostCodeExplanation, hostCodeLines } from "../report/explain-host-code.ts";
import { type Contents, contentLines, contents } from "../report/explain-list.ts";
import { type ExplainedLine, foldLines } from "../report/explain-page.ts";
import { type StepExplanation, stepLines } from "../report/explain-step.ts";
import { createPaint, type Paint } from "../report/paint.ts";
import { printable } from "../report/printable.ts";
import { planKinds } from "../steps/index.ts";
import { listed } from "../text/words.ts";
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

/** How many words are offered for one that is told by its letters alone. */
const OFFERED = 4;
/** A part of a word must have so many letters to be looked for. */
const SHORTEST = 3;

/** What to say of a word that means nothing: the nearest that does, or those in whose name or title it stands. */
export function unexplained(word: string): { readonly message: string; readonly hint: string } {
  const message = `there is no step and no code "${printable(word)}".`;
  const { steps, families } = explainable();
  const rows = [
    ...steps.map(({ key, summary }) => ({ name: key, text: summary })),
    ...families.flatMap((family) => family.rows.map(({ code, title }) => ({ name: code, text: title }))),
  ];
  const part = word.trim().toLowerCase();
  const named = rows.filter(({ name }) => name.includes(part));
  const told = rows.filter(({ text }) => text.toLowerCase().includes(part));
  const parts = part.length < SHORTEST ? [] : (named.length > 0 ? named : told).slice(0, OFFERED);
  const names = rows.map(({ name }) => name);
  const near = suggest(word, names) ?? (parts.length === 0 ? suggest(word, hostCodeNames()) : null);
  const offered = near === null ? parts.map(({ name }) => name) : [near];
  if (offered.length === 0) return { message, hint: "invrun explain lists every step and code." };
  return { message, hint: `Did you mean ${listed(offered)}?` };
}

/** How an explanation is printed. */
export interface ExplanationLook {
  readonly color: boolean;
  /** The width to break long sentences at; null where the text goes to a file or another program. */
  readonly columns: number | null;
}

/** An explanation, or the list of all, for people. */
export function explanationText(what: Explanation | Contents, { color, columns }: ExplanationLook): string {
  return foldLines(linesOf(what, createPaint(color)), columns);
}

function linesOf(what: Explanation | Contents, paint: Paint): readonly ExplainedLine[] {
  if ("step" in what) return stepLines(what.step, paint);
  if ("code" in what) return codeLines(what.code, paint);
  return "hostCode" in what ? hostCodeLines(what.hostCode, paint) : contentLines(what, paint);
}
