import { type CodeExplanation, codeLines } from "./explain-code.ts";
import type { ExplainedLine } from "./explain-page.ts";
import type { Paint } from "./paint.ts";

/** A code that hosts answer with, and what becomes of it here. */
export interface HostCodeExplanation {
  /** As people search for it: `0x80338104 (2150859012)`, `995`, `CIM status 6`. */
  readonly figure: string;
  /** As its source calls it, such as Microsoft's headers; null for a code that has no meaning of its own here. */
  readonly name: string | null;
  /** How it is taken, in sentences. */
  readonly taken: readonly string[];
  readonly becomes: CodeExplanation;
}

/** A host's code for people, in lines. */
export function hostCodeLines(
  { figure, name, taken, becomes }: HostCodeExplanation,
  paint: Paint,
): readonly ExplainedLine[] {
  const head = paint.bold(name === null ? figure : `${figure}: ${name}`);
  return [head, ...taken.map((sentence) => `  ${sentence}`), "", ...codeLines(becomes, paint)];
}
