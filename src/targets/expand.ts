import type { HostEntry, Label, NamedLists, TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import type { Target } from "../model/target.ts";
import { createKnownLabels, type KnownLabels } from "./labels.ts";
import { createMatcher } from "./matcher.ts";
import { createNameIndex, foldName } from "./name-index.ts";
import { checkAddress, MAX_HOSTS, type NamePattern, parseName } from "./ranges.ts";
import { createRepetitions, type Origin } from "./repetitions.ts";
import type { Report } from "./report.ts";

/** What lists are expanded with. */
export interface Expanding {
  readonly lists: NamedLists;
  /** Reports mistakes in a source. */
  readonly reportIn: (source: Source) => Report;
}

/** The texts that targets were taken from. */
export interface Origins {
  /** The list itself, then the files that it names, in the order in which they were read. */
  readonly texts: readonly Source[];
  /** Of each target, the first text that names it. */
  readonly of: ReadonlyMap<Target, Source>;
}

/** A list expanded. */
export interface Expanded {
  /** Each computer once, in order. */
  readonly targets: readonly Target[];
  readonly origins: Origins;
  /** The labels of each target that has some, in whichever list it is named. */
  readonly labels: ReadonlyMap<Target, readonly Label[]>;
  readonly known: KnownLabels;
  /** Every file that the list names could be read: what is missing is really missing. */
  readonly complete: boolean;
}

/** The computers of a list and of the files it names, each once: those written in it first, then file by file. */
export function expandList(list: TargetSelection, { lists, reportIn }: Expanding): Expanded {
  const first = createNameIndex<Origin>();
  const targets: Target[] = [];
  const texts: Source[] = [];
  const textOf = new Map<Target, Source>();
  const labels = new Map<Target, readonly Label[]>();
  const known = createKnownLabels();
  let complete = true;
  let total = 0;

  const label = (target: Target, entry: HostEntry): void => {
    if (entry.labels === undefined) return;
    const before = labels.get(target);
    labels.set(target, before === undefined ? entry.labels : [...before, ...entry.labels]);
  };
  const take = (part: TargetSelection, own: boolean): void => {
    const report = reportIn(part.source);
    texts.push(part.source);
    // The excludes of a file hold for that file; those of the list itself are for the whole, and not asked here.
    const away = own ? null : createMatcher(part.exclude.hosts, report);
    const again = createRepetitions(part, report);
    known.add((part.groups ?? []).map((name) => ({ kind: "group", name })));
    let count = 0;
    for (const entry of part.hosts) {
      if (entry.labels !== undefined) known.add(entry.labels);
      const parsed = checkEntry(entry, report);
      if (parsed === null) continue;
      const before = total;
      total += parsed.count;
      if (total > MAX_HOSTS) {
        // Said once; of the rest only the spelling is checked.
        if (before <= MAX_HOSTS)
          report("INV204", entry, `with \`${entry.name}\` the list names ${total.toLocaleString("en")} hosts`);
        continue;
      }
      for (const name of parsed.names()) {
        const folded = foldName(name);
        if (away?.matches(folded) === true) continue;
        count += 1;
        const origin = first.find(folded);
        if (origin !== undefined) {
          again.add({ name, entry, origin });
          label(origin.target, entry);
          continue;
        }
        const target = makeTarget(name, entry);
        first.add(folded, { source: part.source, entry, name, target });
        label(target, entry);
        targets.push(target);
        textOf.set(target, part.source);
      }
      again.endOfEntry();
    }
    again.endOfList();
    if (own) return;
    for (const entry of away?.unmatched() ?? [])
      report("INV208", entry, `the exclude \`${entry.name}\` matches no host of this list`, { severity: "warning" });
    checkExpectation(part, { count, fresh: 0 }, report);
  };

  take(list, true);
  for (const entry of [...list.files, ...list.dynamic]) {
    const part = lists.get(entry);
    if (part == null) complete = false;
    else take(part, false);
  }
  return { targets, origins: { texts, of: textOf }, labels, known, complete };
}

function makeTarget(name: string, { address, port, anyIdentity, tls, serverName, fingerprint }: HostEntry): Target {
  return {
    name,
    ...(address === null ? {} : { address }),
    ...(port === null ? {} : { port }),
    ...(tls === true ? { tls } : {}),
    ...(anyIdentity ? { identity: "any" } : {}),
    ...(serverName === undefined ? {} : { serverName }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}

/** An entry's names, or null where it was reported. */
function checkEntry(entry: HostEntry, report: Report): NamePattern | null {
  if (/[*?]/.test(entry.name) && /^[\w.*?[\]:-]+$/.test(entry.name)) {
    const hint = "Name the hosts, with ranges such as `[001:250]`; patterns are for `exclude`.";
    report("INV201", entry, `\`${entry.name}\` is a pattern, and there is no list to pick from`, { hint });
    return null;
  }
  const parsed = parseName(entry.name);
  if ("code" in parsed) {
    report(parsed.code, entry, parsed.message, { hint: parsed.hint });
    return null;
  }
  const mistake = entry.address === null ? null : checkAddress(entry.address);
  if (mistake !== null) {
    report(mistake.code, entry.addressAt ?? entry, mistake.message, { hint: mistake.hint });
    return null;
  }
  if (entry.address !== null && entry.name.includes("[")) {
    report("INV203", entry, `\`${entry.name}\` stands for ${parsed.count} hosts, which cannot share one address`);
    return null;
  }
  return parsed;
}

/** How many computers are left, and how many `stale` leaves out. */
interface Counted {
  readonly count: number;
  readonly fresh: number;
}

/** Reports where there are not as many computers as `expect` asks for. */
export function checkExpectation({ expect }: TargetSelection, { count, fresh }: Counted, report: Report): void {
  if (expect === null) return;
  const { min, max } = expect;
  // An expectation that nothing can meet was reported when the text was read.
  if (min !== null && max !== null && min > max) return;
  const left = fresh === 0 ? "" : ` beside ${fresh.toLocaleString("en")} that \`stale\` leaves out`;
  const targets = `${count.toLocaleString("en")} ${count === 1 ? "target" : "targets"}${left}`;
  if (min !== null && count < min) report("INV207", expect, `${targets}, but at least ${min} are expected`);
  else if (max !== null && count > max) report("INV207", expect, `${targets}, but at most ${max} are expected`);
}
