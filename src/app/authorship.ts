import type { Authorship } from "../model/plan.ts";
import { gitStateOf } from "./git.ts";
import { personHere } from "./operator.ts";

/** Who plans here and now, and from which state of which commit these texts are, the runbook first. */
export async function authorshipOf(files: readonly string[]): Promise<Authorship> {
  return { ...personHere(), git: await gitStateOf(files) };
}
