import { suggest } from "../base/suggest.ts";
import type { HostEntry } from "../model/selection.ts";
import { createNameIndex, foldName, shortName } from "./name-index.ts";
import { fits } from "./patterns.ts";
import { MAX_HOSTS, parseName } from "./ranges.ts";
import type { Report } from "./report.ts";

/** Some names, ranges and patterns, asked whether they mean a computer. Remembers which of them ever did. */
export interface Matcher {
  matches(folded: string): boolean;
  unmatched(): readonly HostEntry[];
}

/**
 * Names and ranges are looked up: a short name means every computer so called, whatever its suffix; a full one means
 * itself and its short form. Patterns are tried one by one: one without a dot looks at the short name as well.
 */
export function createMatcher(entries: readonly HostEntry[], report: Report): Matcher {
  const names = createNameIndex<HostEntry>();
  const patterns: { readonly pattern: string; readonly entry: HostEntry }[] = [];
  const matched = new Set<HostEntry>();
  let total = 0;
  for (const entry of entries) {
    if (isPattern(entry.name)) {
      patterns.push({ pattern: foldName(entry.name), entry });
      continue;
    }
    const parsed = parseName(entry.name);
    if ("code" in parsed) {
      matched.add(entry);
      report(parsed.code, entry, parsed.message, { hint: parsed.hint });
      continue;
    }
    total += parsed.count;
    if (total > MAX_HOSTS) {
      report("INV204", entry, `with \`${entry.name}\` the excludes name ${total.toLocaleString("en")} hosts`);
      break;
    }
    for (const name of parsed.names()) {
      const folded = foldName(name);
      // Named again, it is one too many but not misspelt.
      if (names.find(folded) !== undefined) matched.add(entry);
      names.add(folded, entry);
    }
  }
  return {
    matches(folded) {
      const named = names.find(folded);
      if (named !== undefined) matched.add(named);
      let hit = named !== undefined;
      for (const { pattern, entry } of patterns) {
        if (!fitsName(folded, pattern)) continue;
        matched.add(entry);
        hit = true;
      }
      return hit;
    },
    unmatched: () => entries.filter((entry) => !matched.has(entry)),
  };
}

/** `*-lab`, `pc-?.corp`; brackets make a range. */
export function isPattern(name: string): boolean {
  return /[*?]/.test(name) && !name.includes("[");
}

function fitsName(folded: string, pattern: string): boolean {
  return fits(folded, pattern) || (!pattern.includes(".") && fits(shortName(folded), pattern));
}

/** Names among which the nearest is looked for: beyond that it would take its time. */
const MOST_COMPARED = 20_000;

/** The name nearest to one that means nobody, or null. A short one is compared with short names. */
export function nearestName(written: string, names: readonly string[]): string | null {
  if (isPattern(written) || written.includes("[")) return null;
  const known = names.slice(0, MOST_COMPARED);
  if (written.includes(".")) return suggest(written, known);
  const near = suggest(
    written,
    known.map((name) => name.split(".", 1)[0] as string),
  );
  return near === null ? null : (known.find((name) => name === near || name.startsWith(`${near}.`)) ?? null);
}
