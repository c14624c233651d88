import type { Json } from "../base/json.ts";
import type { Summary, TargetSummary } from "../model/summary.ts";

/** How many of each, the most frequent first. */
export type Counts = readonly (readonly [what: string, targets: number])[];

/** What a probe found, counted. */
export interface ProbeCounts {
  /** Targets whose state could be read. */
  readonly read: number;
  /** Codes of those that could not. */
  readonly codes: Counts;
  readonly sites: Counts;
  readonly versions: Counts;
  readonly provisioning: Counts;
  readonly enabled: Counts;
  /** Clients whose last report of an inventory was full, was a delta, or that sent none since they know. */
  readonly hardware: Counts;
  readonly software: Counts;
}

type Facts = { readonly [key: string]: Json };

/** Counts the facts that a probe learnt. */
export function countProbe({ targets }: Summary): ProbeCounts {
  const facts = targets.filter(({ state }) => state === "succeeded").map(factsOf);
  const client = (key: string) => facts.map((one) => (one.client as Facts | undefined)?.[key] ?? null);
  return {
    read: facts.length,
    codes: counts(targets.filter(({ state }) => state !== "succeeded").map(({ code, state }) => code ?? state)),
    sites: counts(client("site").map((site) => (typeof site === "string" ? site : "none"))),
    versions: counts(client("version").map((version) => (typeof version === "string" ? version : "none"))),
    provisioning: counts(client("provisioning").map((is) => (is === true ? "in provisioning mode" : "not"))),
    enabled: counts(
      client("enabled").map((list) => (Array.isArray(list) && list.length > 0 ? list.join(" and ") : "none")),
    ),
    hardware: counts(facts.map(({ hardware }) => lastReport(hardware))),
    software: counts(facts.map(({ software }) => lastReport(software))),
  };
}

function factsOf({ steps }: TargetSummary): Facts {
  return steps[0]?.facts ?? {};
}

/** A full report sets the minor version to 0, a delta raises it (memdocs, InventoryActionStatus). */
function lastReport(row: Json | undefined): string {
  if (typeof row !== "object" || row === null || !("reported" in row) || row.reported === null) return "none known";
  return row.minor === 0 ? "full" : "delta";
}

function counts(words: readonly string[]): Counts {
  const found = new Map<string, number>();
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  return [...found].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
