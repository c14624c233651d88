import type { Diagnostic } from "../model/diagnostic.ts";
import type { Selection } from "../model/runbook.ts";
import type { Label, LabelEntry, NamedLists, TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import type { Target } from "../model/target.ts";
import { checkExpectation, expandList, type Origins } from "./expand.ts";
import { createLabelMatcher, reportUnknownLabels } from "./labels.ts";
import { createMatcher, type Matcher, nearestName } from "./matcher.ts";
import { foldName } from "./name-index.ts";
import { type Report, reporterOf } from "./report.ts";

/** The targets that are meant, those taken away, and what is wrong with the lists. */
export interface Selected extends Selection {
  readonly origins: Origins;
  /** How many targets each group or tag gives that they are picked by; one may be in several. */
  readonly picked: readonly Picked[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A group or tag, and how many targets it gives. */
export interface Picked extends Label {
  readonly targets: number;
}

/** What else bears on a selection. */
export interface SelectOptions {
  /** A list that stands in for everything but the excludes. */
  readonly replacedBy?: TargetSelection | null;
  /** What the files hold that the lists name. A file that is not here is passed over, and nothing is said that depends on it. */
  readonly lists?: NamedLists;
  /** Folded names of those whose reports are old enough, where the list narrows to them; null where nobody was asked. */
  readonly stale?: ReadonlySet<string> | null;
}

/** Where nothing was named. */
export const NOWHERE: Origins = { texts: [], of: new Map() };

/**
 * Expands the ranges of a selection and the files it names, takes the excludes away and checks the expectation. Names
 * are compared without case, short names without suffix.
 */
export function select(
  selection: TargetSelection | null,
  { replacedBy = null, lists = new Map(), stale = null }: SelectOptions = {},
): Selected {
  const list = replacedBy ?? selection;
  const diagnostics: Diagnostic[] = [];
  if (list === null) return { targets: [], excluded: [], origins: NOWHERE, picked: [], diagnostics };
  const reportIn = (source: Source): Report => reporterOf(source, diagnostics);
  const { targets: listed, complete, origins, labels, known } = expandList(list, { lists, reportIn });
  const own = excludesOf(list, { lists, reportIn });
  // The excludes of a runbook stand for all lists: that they fit nothing in another one says nothing about them.
  const standing = replacedBy === null || selection === null ? [] : excludesOf(selection, { lists, reportIn });
  const excludes = [...own, ...standing];
  // What is set aside is not used, but a mistake in it is one all the same: `validate` says no other.
  if (replacedBy !== null && selection !== null) expandList(selection, { lists: new Map(), reportIn });

  const wanted = createLabelMatcher(list.labels);
  const unwanted = createLabelMatcher([
    ...list.exclude.labels,
    ...(replacedBy === null ? [] : (selection?.exclude.labels ?? [])),
  ]);
  const labelsOf = (target: Target) => labels.get(target) ?? UNLABELLED;
  const all = list.labels.length === 0 ? listed : listed.filter((target) => wanted.matches(labelsOf(target)));
  const targets: Target[] = [];
  const excluded: string[] = [];
  for (const target of all) {
    const folded = foldName(target.name);
    // Every list is asked, so that each knows which of its entries matched.
    const away = excludes.filter((exclude) => exclude.matches(folded)).length > 0;
    if (away || unwanted.matches(labelsOf(target))) excluded.push(target.name);
    else if (list.stale === null || stale === null || stale.has(folded)) targets.push(target);
  }
  const picked = list.labels.map((entry) => countOf(entry, targets.map(labelsOf)));
  const selected: Selected = { targets, excluded, origins, picked, diagnostics };
  if (!complete) return selected;
  const report = reportIn(list.source);
  reportUnknownLabels([...list.labels, ...list.exclude.labels], known, report);
  reportUnmatched(own[0], all, report);
  if (diagnostics.some(({ severity }) => severity === "error")) return selected;
  const first = list.hosts[0] ?? list.files[0] ?? list.dynamic[0];
  if (first === undefined) return selected;
  const [pick] = list.labels;
  // How many are left is known once the site has been asked.
  if (list.stale !== null && stale === null) return selected;
  const fresh = all.length - excluded.length - targets.length;
  if (excluded.length > 0 && excluded.length === all.length)
    report("INV209", first, "the excludes take every host away");
  else if (all.length === 0 && pick !== undefined) report("INV209", pick, "no host is in what is picked here");
  else checkExpectation(list, { count: targets.length, fresh }, report);
  return selected;
}

const UNLABELLED: readonly Label[] = [];

function countOf({ kind, name, ...span }: LabelEntry, labels: readonly (readonly Label[])[]): Picked {
  const matcher = createLabelMatcher([{ kind, name, ...span }]);
  return { kind, name, targets: labels.filter((each) => matcher.matches(each)).length };
}

interface Excluding {
  readonly lists: NamedLists;
  readonly reportIn: (source: Source) => Report;
}

/** The excludes written in a list first, then those of each file. */
function excludesOf({ exclude }: TargetSelection, { lists, reportIn }: Excluding): readonly Matcher[] {
  const elsewhere = [...exclude.files, ...exclude.dynamic].flatMap((entry) => lists.get(entry) ?? []);
  return [exclude, ...elsewhere].map(({ hosts, source }) => createMatcher(hosts, reportIn(source)));
}

/** How many of the excludes that match nothing are compared with all names. */
const MOST_COMPARED = 10;

/** Only of what was written here: a file of excludes may serve many lists. */
function reportUnmatched(written: Matcher | undefined, all: readonly Target[], report: Report): void {
  const names = all.map(({ name }) => name);
  for (const [index, entry] of (written?.unmatched() ?? []).entries()) {
    const near = index < MOST_COMPARED ? nearestName(entry.name, names) : null;
    const hint = near === null ? undefined : `Did you mean \`${near}\`?`;
    report("INV208", entry, `the exclude \`${entry.name}\` matches no host`, { severity: "warning", hint });
  }
}
