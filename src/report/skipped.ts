import type { TargetSummary } from "../model/summary.ts";
import { printable } from "./printable.ts";
import { counted } from "./words.ts";

/** How many reasons are told; each client may have one of its own, such as its version. */
const REASONS = 8;

/** Why targets were left alone, one line a reason, the most frequent first; empty where none was. */
export function skippedBlock(targets: readonly TargetSummary[], indent: string): readonly string[] {
  const reasons = new Map<string, { count: number; readonly example: string }>();
  for (const { state, message, name } of targets) {
    if (state !== "skipped" || message === null) continue;
    const reason = reasons.get(message);
    if (reason === undefined) reasons.set(message, { count: 1, example: name });
    else reason.count += 1;
  }
  if (reasons.size === 0) return [];
  const rows = [...reasons]
    .sort(([a, { count: x }], [b, { count: y }]) => y - x || (a < b ? -1 : 1))
    .map(([why, { count, example }]) => {
      const who = `${count === 1 ? "" : "such as "}${printable(example)}`;
      return `${indent}${counted(count, "target")}, ${who}: ${printable(why)}`;
    });
  const more = rows.length - REASONS;
  return ["Skipped:", ...rows.slice(0, REASONS), ...(more > 0 ? [`${indent}and ${counted(more, "reason")} more`] : [])];
}
