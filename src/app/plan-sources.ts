import { sha256 } from "../base/digest.ts";
import type { PlanSource } from "../model/plan.ts";
import type { Source } from "../model/source.ts";
import type { Target } from "../model/target.ts";
import type { Origins } from "../targets/expand.ts";

/** The texts that targets were taken from, each with its digest and how many of these targets it gave. */
export function planSources({ texts, of }: Origins, targets: readonly Target[]): readonly PlanSource[] {
  const counts = new Map<Source, number>();
  for (const target of targets) {
    const text = of.get(target);
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return texts.map((text) => ({ file: text.name, digest: digestOfText(text.text), targets: counts.get(text) ?? 0 }));
}

/** SHA-256 of a text with LF; its byte order mark went when it was read. */
export function digestOfText(text: string): string {
  return sha256(text.replaceAll("\r\n", "\n"));
}
