import { looksLikePlan, readPlanText, type SealedPlan } from "../plan/file.ts";
import { TEXT_LIMITS } from "../text/limits.ts";
import { type ReadText, readText, tooLarge } from "./read-text.ts";

/** A plan of a million computers takes 90 MB. */
const PLAN_BYTES = 128 * 1024 * 1024;

/** What a file that is to be carried out holds: a saved plan, or a runbook. */
export type Work = { readonly sealed: SealedPlan } | { readonly text: ReadText };

/**
 * Reads a file that is either, told apart by its content. It is read once, since it may be a pipe. Throws a Refusal
 * where it was meant to be a plan and is none.
 */
export async function readWork(path: string): Promise<Work> {
  const text = await readText(path, { maxBytes: PLAN_BYTES });
  const { source } = text;
  if (source === null) return { text };
  if (looksLikePlan(source.text)) return { sealed: readPlanText(source.text, path) };
  return { text: source.text.length > TEXT_LIMITS.bytes ? tooLarge(path) : text };
}
