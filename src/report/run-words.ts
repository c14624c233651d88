import type { Operator } from "../model/event.ts";
import type { Summary } from "../model/summary.ts";
import { printable } from "./printable.ts";
import type { RunReport } from "./run-report.ts";
import type { SittingSpan } from "./timeline-shape.ts";
import { grouped } from "./words.ts";

/** `2,900 of 3,000 succeeded, 2,850 had to (95%): met` */
export function criterionWords({ success }: Pick<Summary, "success">): string {
  const { share, of, needed, succeeded, met } = success;
  const written = typeof share === "string" ? ` (${share})` : "";
  return `${grouped(succeeded)} of ${grouped(of)} succeeded, ${grouped(needed)} had to${written}: ${met ? "met" : "missed"}`;
}

/** `tester on build-7, as CORP\admin` */
export function operatorWords({ by, host, account }: Operator): string {
  return printable(`${by || "somebody"} on ${host}, as ${account}`);
}

/** Whether somebody quoted the plan's digest: `quoted when it was applied` */
export function approvalWords({ approved }: Pick<RunReport["origin"], "approved">): string {
  return `${approved === null ? "not " : ""}quoted when it was applied`;
}

/** Which part of its plan a run carries out, or null for the whole of it. */
export function partWords({ part }: Pick<Summary, "part">): string | null {
  const { batches, shard, from } = part;
  const parts = [
    ...(batches === null ? [] : [`the first ${grouped(batches)} of its batches`]),
    ...(shard === null ? [] : [`shard ${shard.index}/${shard.of}`]),
    ...(from === null ? [] : [`without what ${printable(from)} began`]),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}

/** The limits that were raised for a sitting: `max-failed raised to 5%`; empty where none was. */
export function raisedWords({ raised }: Pick<SittingSpan, "raised">): readonly string[] {
  return [
    ...(raised.maxFailed === undefined ? [] : [`max-failed raised to ${raised.maxFailed}`]),
    ...(raised.maxUnreachable === undefined ? [] : [`max-unreachable raised to ${raised.maxUnreachable}`]),
  ];
}
