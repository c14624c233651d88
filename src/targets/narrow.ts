import { Refusal } from "../base/refusal.ts";
import type { Narrowing } from "../model/plan.ts";
import type { Selection } from "../model/runbook.ts";
import type { HostEntry } from "../model/selection.ts";
import { createMatcher, isPattern, type Matcher, nearestName } from "./matcher.ts";
import { foldName } from "./name-index.ts";

/**
 * What flags leave of a selection. Throws INV311 for a flag that is empty, wrong or means nobody, INV312 where nobody is
 * left.
 */
export function narrow({ targets, excluded }: Selection, flags: Narrowing): Selection {
  const names = targets.map(({ name }) => name);
  const known: Known = { names, excluded };
  const any = flags.limit.map((pattern) => flagMatcher("--limit", pattern, known));
  const each = flags.limitAlso.map((pattern) => flagMatcher("--limit-also", pattern, known));
  const none = flags.exclude.map((pattern) => flagMatcher("--exclude", pattern, known));
  const isMeant = (folded: string) =>
    (any.length === 0 || any.some((matcher) => matcher.matches(folded))) &&
    each.every((matcher) => matcher.matches(folded));
  const meant = targets.filter(({ name }) => isMeant(foldName(name)));
  const isAway = (name: string) => none.some((matcher) => matcher.matches(foldName(name)));
  const left = meant.filter(({ name }) => !isAway(name));
  if (left.length === 0 && targets.length > 0)
    throw new Refusal("INV312", `Of ${targets.length.toLocaleString("en")} targets ${flagsGiven(flags)} leave none.`);
  const away = meant.filter(({ name }) => isAway(name)).map(({ name }) => name);
  return { targets: left, excluded: [...excluded, ...away] };
}

/** Whether flags leave a name, without asking whether each of them means somebody. */
export function meantBy({ limit, limitAlso, exclude }: Narrowing): (name: string) => boolean {
  const matcher = (...patterns: readonly string[]) =>
    createMatcher(
      patterns.map((pattern) => entryOf(pattern.trim())),
      () => {},
    );
  const any = matcher(...limit);
  const each = limitAlso.map((pattern) => matcher(pattern));
  const none = matcher(...exclude);
  return (name) => {
    const folded = foldName(name);
    const wanted = limit.length === 0 || any.matches(folded);
    return wanted && each.every((one) => one.matches(folded)) && !none.matches(folded);
  };
}

interface Known {
  readonly names: readonly string[];
  /** What the lists took away already. */
  readonly excluded: readonly string[];
}

/** One flag's matcher, once it is known to mean somebody. */
function flagMatcher(flag: string, pattern: string, { names, excluded }: Known): Matcher {
  const written = pattern.trim();
  if (written === "") throw new Refusal("INV311", `${flag} was given without a name or pattern.`);
  if (written.includes(","))
    throw new Refusal("INV311", `${flag} takes one name or pattern, not \`${written}\`.`, {
      hint: `Give it once for each: ${repeated(flag, written)}.`,
    });
  const matcher = createMatcher([entryOf(written)], (_code, _span, message, { hint } = {}) => {
    throw new Refusal("INV311", `${flag} ${written}: ${message}.`, { hint: hint ?? REMEDY });
  });
  const means = (name: string) => matcher.matches(foldName(name));
  if (names.some(means)) return matcher;
  const taken = excluded.find(means);
  if (taken !== undefined && flag === "--exclude") return matcher;
  if (taken !== undefined)
    throw new Refusal("INV311", `${flag} ${written} means nobody who is left: \`exclude\` takes ${taken} away.`, {
      hint: "Take it out of the excludes, or name another computer.",
    });
  const near = nearestName(written, names);
  const what = isPattern(written) ? "fits" : "means";
  throw new Refusal("INV311", `${flag} ${written} ${what} none of ${names.length.toLocaleString("en")} targets.`, {
    hint: near === null ? REMEDY : `Did you mean ${near}?`,
  });
}

function entryOf(name: string): HostEntry {
  return { name, address: null, port: null, anyIdentity: false, addressAt: null, from: 0, to: 0 };
}

const REMEDY = "Write a name, a range such as pc-[001:050], or a pattern such as pc-* in quotes.";

function repeated(flag: string, written: string): string {
  const parts = written.split(",").map((part) => part.trim());
  return parts
    .filter((part) => part !== "")
    .map((part) => `${flag} ${part}`)
    .join(" ");
}

function flagsGiven({ limit, limitAlso, exclude }: Narrowing): string {
  const given = [
    ...limit.map((pattern) => `--limit ${pattern}`),
    ...limitAlso.map((pattern) => `--limit-also ${pattern}`),
    ...exclude.map((pattern) => `--exclude ${pattern}`),
  ];
  return given.join(" ");
}
