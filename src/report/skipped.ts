import type { TargetSummary } from "../model/summary.ts";
import { printable } from "./printable.ts";
import { counted } from "./words.ts";

/** How many reasons are told; each client may have one of its own, such as its version. */
const REASONS = 8;

/** A reason for which targets were left alone. */
export interface SkippedReason {
  readonly why: string;
  readonly count: number;
  /** The first of them. */
  readonly example: string;
}

/** Why targets were left alone, the most frequent reason first. */
export function skippedReasons(targets: readonly TargetSummary[]): readonly SkippedReason[] {
  const reasons = new Map<string, { count: number; readonly example: string }>();
  for (const { state, message, name } of targets) {
    if (state !== "skipped" || message === null) continue;
    const reason = reasons.get(message);
    if (reason === undefined) reasons.set(message, { count: 1, example: name });
    else reason.count += 1;
  }
  return [...reasons]
    .sort(([a, { count: x }], [b, { count: y }]) => y - x || (a < b ? -1 : 1))
    .map(([why, { count, example }]) => ({ why, count, example }));
}

/** The same, one line a reason; empty where none was. */
export function skippedBlock(targets: readonly TargetSummary[], indent: string): readonly string[] {
  const reasons = skippedReasons(targets);
  if (reasons.length === 0) return [];
  const rows = reasons.slice(0, REASONS).map(({ why, count, example }) => {
    const who = `${count === 1 ? "" : "such as "}${printable(example)}`;
    return `${indent}${counted(count, "target")}, ${who}: ${printable(why)}`;
  });
  const more = reasons.length - REASONS;
  return ["Skipped:", ...rows, ...(more > 0 ? [`${indent}and ${counted(more, "reason")} more`] : [])];
}
