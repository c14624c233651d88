import { Refusal } from "../base/refusal.ts";
import type { Plan } from "../model/plan.ts";
import { listFormat } from "../targets/parse.ts";
import { digestOfText } from "./plan-sources.ts";
import { readText } from "./read-text.ts";

/** The list that `--targets` put in the place of the runbook's own targets; null where none did. */
export function listInstead({ sources, runbook }: Plan): string | null {
  const [first] = sources;
  return first === undefined || first.file === runbook.file ? null : first.file;
}

/**
 * Where the texts that were approved lie beside the plan, they must be the ones that were approved. Throws INV321 where
 * the runbook is another one now, INV322 where the list in its targets' stead is.
 */
export async function checkTexts(plan: Plan): Promise<void> {
  const { file, digest } = plan.runbook;
  if (await differs(file, { digest, utf16: false }))
    throw new Refusal("INV321", `${file} is not the runbook any more that this plan was made from.`);
  const list = listInstead(plan);
  if (list === null) return;
  const approved = { digest: plan.sources[0]?.digest ?? "", utf16: listFormat(list) !== "yaml" };
  if (await differs(list, approved))
    throw new Refusal("INV322", `${list} is not the list of targets any more that this plan was made from.`);
}

/** A file that is not there differs from nothing: the plan holds all that is needed of it. */
async function differs(path: string, { digest, utf16 }: { digest: string; utf16: boolean }): Promise<boolean> {
  const { source, absent } = await readText(path, { utf16 });
  if (source === null) return absent !== true;
  return digestOfText(source.text) !== digest;
}
