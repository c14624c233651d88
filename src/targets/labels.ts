import { suggest } from "../base/suggest.ts";
import type { Label, LabelEntry } from "../model/selection.ts";
import { isPattern } from "./matcher.ts";
import { foldName } from "./name-index.ts";
import { fits } from "./patterns.ts";
import type { Report } from "./report.ts";

/** All labels that lists know, whether or not a host has them. */
export interface KnownLabels {
  add(labels: readonly Label[]): void;
  readonly of: { readonly [Kind in Label["kind"]]: ReadonlySet<string> };
}

/** No labels yet. */
export function createKnownLabels(): KnownLabels {
  const of = { group: new Set<string>(), tag: new Set<string>() };
  // Hosts of one group share their list of labels.
  const seen = new Set<readonly Label[]>();
  return {
    of,
    add(labels) {
      if (seen.has(labels)) return;
      seen.add(labels);
      for (const { kind, name } of labels) of[kind].add(name);
    },
  };
}

/** Groups and tags as they are named, asked whether a host has one of them. */
export interface LabelMatcher {
  matches(labels: readonly Label[]): boolean;
}

/** Names are compared without case; a pattern is tried against each label of its kind. */
export function createLabelMatcher(entries: readonly LabelEntry[]): LabelMatcher {
  const folded = new Map(entries.map((entry) => [entry, foldName(entry.name)]));
  const fitsOne = (entry: LabelEntry, { kind, name }: Label) =>
    entry.kind === kind && isFit(foldName(name), folded.get(entry) as string);
  const known = new Map<readonly Label[], boolean>();
  return {
    matches(labels) {
      const before = known.get(labels);
      if (before !== undefined) return before;
      const hit = entries.some((entry) => labels.some((label) => fitsOne(entry, label)));
      known.set(labels, hit);
      return hit;
    },
  };
}

/** Reports every group and tag that no list knows: misspelt under `exclude` it would let somebody in. */
export function reportUnknownLabels(entries: readonly LabelEntry[], known: KnownLabels, report: Report): void {
  for (const entry of entries) {
    const names = [...known.of[entry.kind]];
    const written = foldName(entry.name);
    if (names.some((name) => isFit(foldName(name), written))) continue;
    const near = isPattern(entry.name) ? null : suggest(entry.name, names);
    const what = isPattern(entry.name) ? `fits no ${entry.kind}` : `is no ${entry.kind} of these lists`;
    const hint = near === null ? undefined : `Did you mean \`${near}\`?`;
    report("INV218", entry, `\`${entry.name}\` ${what}`, { hint });
  }
}

function isFit(name: string, written: string): boolean {
  return isPattern(written) ? fits(name, written) : name === written;
}
