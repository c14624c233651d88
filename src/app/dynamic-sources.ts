import { diagnosticCodes } from "../base/codes/index.ts";
import type { DynamicEntry } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import type { ParsedTargets } from "../targets/parse.ts";

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

/** Who answers for each kind of dynamic source. */
export type DynamicSources = { readonly [Kind in DynamicEntry["kind"]]?: AskSource<Kind> };

/** Asks whoever answers for the source. */
export async function askSource(sources: DynamicSources, entry: DynamicEntry, at: NamedAt): Promise<ParsedTargets> {
  const ask = sources[entry.kind] as AskSource<typeof entry.kind> | undefined;
  if (ask !== undefined) return ask(entry, at);
  const { from, to, kind } = entry;
  const message = `a ${kind} cannot be asked here`;
  const diagnostic = { code: "INV129", severity: "error", source: at.source, from, to, message } as const;
  return { selection: null, diagnostics: [{ ...diagnostic, hint: diagnosticCodes.INV129.hint }] };
}
