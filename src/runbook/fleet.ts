import type { Json } from "../base/json.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { type BatchSize, FEW_TARGETS, type Share, shareOf } from "../model/share.ts";
import { type Document, valueAt } from "../text/document.ts";
import { createFindings, type Findings } from "../text/findings.ts";
import { child } from "../text/pointer.ts";
import { LIMIT_PATTERN, SIZE_PATTERN } from "./percentage.ts";

/** What is known of a runbook when its targets have been counted. */
export interface Fleet {
  readonly targets: number;
  /** They come from a list that stands in for the runbook's own, for which its counts were written. */
  readonly standIn: boolean;
  /** What was found before: of those places nothing more is said. */
  readonly found: readonly Diagnostic[];
}

/** What is wrong with the rollout of a runbook for so many targets. */
export function checkFleet(document: Document, { targets, standIn, found }: Fleet): readonly Diagnostic[] {
  const findings = createFindings(document, found);
  if (targets === 0) return [];
  if (targets > FEW_TARGETS) checkBatches(document, targets, findings);
  for (const key of ["max-failed", "max-unreachable"]) checkLimit(document, { key, targets, findings });
  checkCriterion(document, { targets, standIn, findings });
  return findings.diagnostics;
}

/** The first size that is too large for the fleet; those behind it follow from it. */
function checkBatches(document: Document, targets: number, findings: Findings): void {
  const sizes = valueAt(document, "/rollout/batches");
  if (!Array.isArray(sizes) || !sizes.every(isSize)) return;
  let left = targets;
  for (const [index, size] of (sizes as readonly BatchSize[]).entries()) {
    const taken = size === "rest" ? left : Math.max(1, shareOf(size, targets, "up"));
    const message = tooLarge({ size, taken, left, targets, first: index === 0, last: index === sizes.length - 1 });
    if (message !== null) {
      const pointer = child("/rollout/batches", index);
      findings.add({ code: "INV171", pointer, part: "value", message, severity: "warning" });
      return;
    }
    left -= Math.min(left, taken);
  }
}

interface Taking {
  readonly size: BatchSize;
  readonly taken: number;
  readonly left: number;
  readonly targets: number;
  readonly first: boolean;
  readonly last: boolean;
}

function tooLarge({ size, taken, left, targets, first, last }: Taking): string | null {
  if (size === "rest") return null;
  if (taken > targets) return `a batch of ${taken}, but there ${counted(targets)}`;
  if (first && !last && taken === targets)
    return `the first batch takes all ${targets}: nothing is tried on a few before`;
  return left === 0 ? `no target is left for \`${size}\`: the batches before it take all ${targets}` : null;
}

/** A count that is not below the number of targets holds nothing back. */
function checkLimit(
  document: Document,
  { key, targets, findings }: { readonly key: string; readonly targets: number; readonly findings: Findings },
): void {
  const pointer = `/rollout/${key}`;
  const limit = valueAt(document, pointer);
  if (typeof limit !== "number" || limit < targets) return;
  const message = `\`${key}: ${limit}\` never closes the brake: there ${counted(targets)}`;
  findings.add({ code: "INV173", pointer, part: "value", message, severity: "warning" });
}

function checkCriterion(
  document: Document,
  { targets, standIn, findings }: Omit<Fleet, "found"> & { readonly findings: Findings },
): void {
  const [failed, success] = [valueAt(document, "/rollout/max-failed"), valueAt(document, "/rollout/success")];
  if (!isShare(success, SIZE_PATTERN)) return;
  const wanted = shareOf(success, targets, "up");
  if (wanted > targets) {
    const message = `${wanted} are to succeed, but there ${counted(targets)}`;
    const severity = standIn ? "warning" : "error";
    findings.add({ code: "INV178", pointer: "/rollout/success", part: "value", message, severity });
    return;
  }
  // Two percentages are compared without a fleet.
  if (!isShare(failed, LIMIT_PATTERN) || (typeof failed === "string" && typeof success === "string")) return;
  const may = shareOf(failed, targets, "down");
  const spare = targets - wanted;
  if (may <= spare || may >= targets) return;
  const message = `${may} of ${targets} may fail before the brake closes, but above ${spare} the criterion of ${wanted} is lost`;
  findings.add({ code: "INV172", pointer: "/rollout/max-failed", part: "value", message, severity: "warning" });
}

function counted(targets: number): string {
  return targets === 1 ? "is only 1 target" : `are only ${targets} targets`;
}

function isSize(value: Json): boolean {
  return value === "rest" || (isShare(value, SIZE_PATTERN) && value !== 0);
}

function isShare(value: Json | undefined, pattern: string): value is Share {
  if (typeof value === "number") return Number.isInteger(value) && value >= 0;
  return typeof value === "string" && new RegExp(pattern).test(value);
}
