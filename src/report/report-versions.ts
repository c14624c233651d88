import { type CimDatetime, parseCimDatetime } from "../base/cim.ts";
import type { Json } from "../base/json.ts";
import type { TargetSummary } from "../model/summary.ts";

/** A client's note of a report it handed over. */
export interface ReportVersion {
  readonly major: number | null;
  readonly minor: number | null;
  /** As the client wrote it down; null where it had none. */
  readonly date: string | null;
}

/** What a client's note of one inventory was before a run, and what the run saw afterwards. */
export interface ReportChange {
  readonly inventory: string;
  /** Null where there was no row. */
  readonly before: ReportVersion | null;
  /** Null where no report was seen. */
  readonly after: ReportVersion | null;
}

/**
 * What the steps of a target learnt of each inventory, in the order in which they met it: the row before from whoever
 * read it first, a reset or a force, and the report from the last wait that saw one.
 */
export function reportChanges({ steps }: Pick<TargetSummary, "steps">): readonly ReportChange[] {
  const found = new Map<string, ReportChange>();
  for (const { facts } of steps) {
    for (const [inventory, learnt] of Object.entries(facts)) {
      const fact = asObject(learnt);
      if (fact === null) continue;
      const change = found.get(inventory) ?? readBefore(inventory, fact);
      if (change === null) continue;
      const seen = "report" in fact;
      found.set(inventory, seen ? { ...change, after: versionOf(fact, "date") } : change);
    }
  }
  return [...found.values()];
}

/** The moment of a client's date in milliseconds since 1970, or null where it is none. */
export function reportMoment(date: string | null): number | null {
  const parsed: CimDatetime | null = date === null ? null : parseCimDatetime(date);
  return parsed === null ? null : Number(parsed.micros / 1_000n);
}

type Facts = { readonly [name: string]: Json };

function readBefore(inventory: string, fact: Facts): ReportChange | null {
  if ("known" in fact) return { inventory, before: rowOf(fact.known), after: null };
  if ("before" in fact) return { inventory, before: rowOf(fact.before), after: null };
  return null;
}

function rowOf(row: Json | undefined): ReportVersion | null {
  const fields = asObject(row);
  return fields === null ? null : versionOf(fields, "reported");
}

function versionOf(fields: Facts, date: string): ReportVersion {
  const when = fields[date];
  return { major: whole(fields.major), minor: whole(fields.minor), date: typeof when === "string" ? when : null };
}

function whole(value: Json | undefined): number | null {
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

function asObject(value: Json | undefined): Facts | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Facts) : null;
}
