import type { GrantEntry } from "../config/credentials.ts";
import type { Target } from "../model/target.ts";
import { isPattern } from "../targets/matcher.ts";
import { foldName } from "../targets/name-index.ts";
import { fits } from "../targets/patterns.ts";
import { MAX_HOSTS, parseName } from "../targets/ranges.ts";
import type { Report } from "../targets/report.ts";

/** Which targets a credential may go to. */
export interface Grant {
  allows(target: Pick<Target, "name" | "address">): boolean;
}

/**
 * Reads the names, ranges and patterns under `for`. It is the language of excludes, read to the letter: an exclude that
 * takes one too many away does no harm, a credential that goes to one too many does. `pc-1` is no `pc-1.elsewhere.example`,
 * and a pattern without a dot fits no name with one, but for `*` alone. Where a target has an address of its own, that is
 * where the credential would go, so it must be allowed as well as the name.
 */
export function createGrant(entries: readonly GrantEntry[], report: Report): Grant {
  const names = new Set<string>();
  const patterns: string[] = [];
  let total = 0;
  for (const entry of entries) {
    if (isPattern(entry.name)) {
      patterns.push(foldName(entry.name));
      continue;
    }
    // An IPv6 address is no name, and has no ranges.
    if (entry.name.includes(":") && !entry.name.includes("[")) {
      names.add(foldName(entry.name));
      continue;
    }
    const parsed = parseName(entry.name);
    if ("code" in parsed) {
      report(parsed.code, entry, parsed.message, { hint: parsed.hint });
      continue;
    }
    total += parsed.count;
    if (total > MAX_HOSTS) {
      report("INV204", entry, `with \`${entry.name}\` this credential is for ${total.toLocaleString("en")} hosts`);
      break;
    }
    for (const name of parsed.names()) names.add(foldName(name));
  }
  const includes = (name: string) => names.has(name) || patterns.some((pattern) => fitsWhole(name, pattern));
  return {
    allows: ({ name, address }) => includes(foldName(name)) && (address === undefined || includes(foldName(address))),
  };
}

const ADDRESS = /^\d+(?:\.\d+){3}$/;

function fitsWhole(name: string, pattern: string): boolean {
  if (pattern === "*") return true;
  if (!pattern.includes(".") && name.includes(".")) return false;
  // `10.1.*` means addresses, and no name that begins like one.
  if (/^[\d.*?]+$/.test(pattern) && pattern.includes(".") && !ADDRESS.test(name)) return false;
  return fits(name, pattern);
}
