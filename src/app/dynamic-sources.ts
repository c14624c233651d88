import { diagnosticCodes } from "../base/codes/index.ts";
import type { DynamicEntry, Staleness } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import type { ParsedTargets } from "../targets/parse.ts";
import { plainList } from "../targets/plain.ts";

/** Where a dynamic source is named. */
export interface NamedAt {
  readonly source: Source;
  /** Its hosts are taken away. */
  readonly excludes: boolean;
}

/**
 * Lists the computers of a source, as a list of a text of its own with a name a line. What is wrong with the words that
 * name it is a diagnostic at their place; that the source cannot be had is a Refusal.
 */
export type AskSource<Kind extends DynamicEntry["kind"]> = (
  entry: Extract<DynamicEntry, { readonly kind: Kind }>,
  at: NamedAt,
) => Promise<ParsedTargets>;

/** Names, by what the site says of their reports. Each name stands in one of them. */
export interface Narrowed {
  readonly stale: readonly string[];
  readonly fresh: readonly string[];
  /** Of these nothing can be said, so they are not meant. */
  readonly unknown: readonly string[];
}

/** Tells which of some computers have not reported for so long. That nobody can tell is a Refusal. */
export type AskStale = (names: readonly string[], staleness: Staleness) => Promise<Narrowed>;

/** Who answers for each kind of dynamic source, and for the age of reports. */
export type DynamicSources = { readonly [Kind in DynamicEntry["kind"]]?: AskSource<Kind> } & {
  readonly stale?: AskStale;
};

/**
 * Asks whoever answers for the source. Where nobody does, as in a rehearsal, nothing real is touched: a source under
 * `exclude` is passed over with a warning, one of targets is a mistake.
 */
export async function askSource(sources: DynamicSources, entry: DynamicEntry, at: NamedAt): Promise<ParsedTargets> {
  const ask = sources[entry.kind] as AskSource<typeof entry.kind> | undefined;
  if (ask !== undefined) return ask(entry, at);
  const { from, to, kind } = entry;
  const { source } = at;
  const told = { code: "INV228", source, from, to } as const;
  if (at.excludes) {
    const message = `a ${kind} cannot be asked here: nobody is taken away for it`;
    return {
      selection: plainList(source, "text", []),
      diagnostics: [{ ...told, severity: "warning", message, hint: "Only `plan` and `apply` ask." }],
    };
  }
  const { hint } = diagnosticCodes.INV228;
  return {
    selection: null,
    diagnostics: [{ ...told, severity: "error", message: `a ${kind} cannot be asked here`, hint }],
  };
}
