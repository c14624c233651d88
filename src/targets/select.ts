import type { DiagnosticCode } from "../base/codes/index.ts";
import { diagnosticCodes } from "../base/codes/index.ts";
import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import type { Selection } from "../model/runbook.ts";
import type { ExcludeEntry, HostEntry, Span, TargetSelection } from "../model/selection.ts";
import type { Target } from "../model/target.ts";
import { fits } from "./patterns.ts";
import { checkAddress, MAX_HOSTS, type NameMistake, type NamePattern, parseName } from "./ranges.ts";

/** The targets that are meant, those taken away, and what is wrong with the lists. */
export interface Selected extends Selection {
  readonly diagnostics: readonly Diagnostic[];
}

/** What else bears on a selection. */
export interface SelectOptions {
  /** A list that stands in for everything but the excludes. */
  readonly replacedBy?: TargetSelection | null;
}

type Report = (
  code: DiagnosticCode,
  span: Span,
  message: string,
  more?: { hint?: string; severity?: Severity },
) => void;

/** Expands the ranges of a selection, takes the excludes away and checks the expectation. Names are compared without case. */
export function select(selection: TargetSelection | null, { replacedBy = null }: SelectOptions = {}): Selected {
  const list = replacedBy ?? selection;
  const diagnostics: Diagnostic[] = [];
  if (list === null) return { targets: [], excluded: [], diagnostics };
  const reportTo =
    ({ source }: TargetSelection): Report =>
    (code, { from, to }, message, { hint, severity = "error" } = {}) => {
      const remedy = hint ?? diagnosticCodes[code].hint;
      diagnostics.push({ code, severity, source, from, to, message, hint: remedy });
    };
  const report = reportTo(list);
  const hosts = expandHosts(list, report);
  const excludes = [excluder(list, report)];
  if (replacedBy !== null && selection !== null) excludes.push(excluder(selection, reportTo(selection)));

  const targets: Target[] = [];
  const excluded: string[] = [];
  for (const [folded, target] of hosts) {
    // Every list is asked, so that each knows which of its entries matched.
    const away = excludes.filter((exclude) => exclude.matches(folded)).length > 0;
    if (away) excluded.push(target.name);
    else targets.push(target);
  }
  // The excludes of a runbook stand for all lists: that they fit nothing in this one says nothing about them.
  for (const { pattern, from, to } of excludes[0]?.unmatched() ?? [])
    report("INV208", { from, to }, `the exclude \`${pattern}\` matches no host`, { severity: "warning" });
  if (diagnostics.some(({ severity }) => severity === "error")) return { targets, excluded, diagnostics };
  checkExpectation(list, targets.length, report);
  if (targets.length === 0 && excluded.length > 0) {
    const [first] = list.hosts;
    report("INV209", first ?? { from: 0, to: 0 }, "the excludes take every host away");
  }
  return { targets, excluded, diagnostics };
}

/** Targets by folded name, in order. */
function expandHosts(list: TargetSelection, report: Report): ReadonlyMap<string, Target> {
  const hosts = new Map<string, Target>();
  const firstEntry = new Map<string, HostEntry>();
  let total = 0;
  for (const entry of list.hosts) {
    const parsed = checkEntry(entry, report);
    if (parsed === null) continue;
    total += parsed.count;
    if (total > MAX_HOSTS) {
      // Said once; of the rest only the spelling is checked.
      if (total - parsed.count <= MAX_HOSTS)
        report("INV204", entry, `with \`${entry.name}\` the list names ${total.toLocaleString("en")} hosts`);
      continue;
    }
    const twice: string[] = [];
    for (const name of parsed.names()) {
      const folded = name.toLowerCase();
      if (hosts.has(folded)) {
        twice.push(name);
        continue;
      }
      firstEntry.set(folded, entry);
      hosts.set(folded, makeTarget(name, entry));
    }
    if (twice.length > 0)
      reportTwice({ list, twice, first: firstEntry.get((twice[0] as string).toLowerCase()) }, entry, report);
  }
  return hosts;
}

function makeTarget(name: string, { address, port }: HostEntry): Target {
  return { name, ...(address === null ? {} : { address }), ...(port === null ? {} : { port }) };
}

interface Repetition {
  readonly list: TargetSelection;
  readonly twice: readonly string[];
  readonly first: HostEntry | undefined;
}

function reportTwice({ list, twice, first }: Repetition, entry: HostEntry, report: Report): void {
  const { line } = list.source.place(first?.from ?? 0);
  const others = twice.length === 1 ? "" : ` and ${(twice.length - 1).toLocaleString("en")} more`;
  const verb = twice.length === 1 ? "is" : "are";
  const where = first === entry ? "in the same range" : `first on line ${line}`;
  report("INV205", entry, `\`${twice[0]}\`${others} ${verb} named twice, ${where}`);
}

/** An entry's names, or null where it was reported. */
function checkEntry(entry: HostEntry, report: Report): NamePattern | null {
  const wildcard = /[*?]/.test(entry.name) && /^[\w.*?[\]:-]+$/.test(entry.name);
  if (wildcard) {
    const hint = "Name the hosts, with ranges such as `[001:250]`; patterns are for `exclude`.";
    report("INV201", entry, `\`${entry.name}\` is a pattern, and there is no list to pick from`, { hint });
    return null;
  }
  const parsed = parseName(entry.name);
  if (isMistake(parsed)) {
    report(parsed.code, entry, parsed.message, parsed.hint === undefined ? {} : { hint: parsed.hint });
    return null;
  }
  const mistake = entry.address === null ? null : checkAddress(entry.address);
  if (mistake !== null) {
    const span = entry.addressAt ?? entry;
    report(mistake.code, span, mistake.message, mistake.hint === undefined ? {} : { hint: mistake.hint });
    return null;
  }
  if (entry.address !== null && entry.name.includes("[")) {
    report("INV203", entry, `\`${entry.name}\` stands for ${parsed.count} hosts, which cannot share one address`);
    return null;
  }
  return parsed;
}

function isMistake(parsed: NamePattern | NameMistake): parsed is NameMistake {
  return "code" in parsed;
}

interface Excluder {
  matches(folded: string): boolean;
  unmatched(): readonly ExcludeEntry[];
}

/** The excludes of a list: names and ranges by look-up, patterns one by one. */
function excluder(list: TargetSelection, report: Report): Excluder {
  const names = new Map<string, ExcludeEntry>();
  const patterns: { readonly pattern: string; readonly entry: ExcludeEntry }[] = [];
  const matched = new Set<ExcludeEntry>();
  let total = 0;
  for (const entry of list.exclude) {
    if (/[*?]/.test(entry.pattern) && !entry.pattern.includes("[")) {
      patterns.push({ pattern: entry.pattern.toLowerCase(), entry });
      continue;
    }
    const parsed = parseName(entry.pattern);
    if (isMistake(parsed)) {
      matched.add(entry);
      report(parsed.code, entry, parsed.message, parsed.hint === undefined ? {} : { hint: parsed.hint });
      continue;
    }
    total += parsed.count;
    if (total > MAX_HOSTS) {
      report("INV204", entry, `with \`${entry.pattern}\` the excludes name ${total.toLocaleString("en")} hosts`);
      break;
    }
    for (const name of parsed.names()) names.set(name.toLowerCase(), entry);
  }
  return {
    matches(folded) {
      const named = names.get(folded);
      if (named !== undefined) matched.add(named);
      let hit = named !== undefined;
      for (const { pattern, entry } of patterns) {
        if (!fits(folded, pattern)) continue;
        matched.add(entry);
        hit = true;
      }
      return hit;
    },
    unmatched: () => list.exclude.filter((entry) => !matched.has(entry)),
  };
}

function checkExpectation({ expect }: TargetSelection, count: number, report: Report): void {
  if (expect === null) return;
  const { min, max } = expect;
  // An expectation that nothing can meet was reported when the text was read.
  if (min !== null && max !== null && min > max) return;
  const targets = `${count.toLocaleString("en")} ${count === 1 ? "target" : "targets"}`;
  if (min !== null && count < min) report("INV207", expect, `${targets}, but at least ${min} are expected`);
  else if (max !== null && count > max) report("INV207", expect, `${targets}, but at most ${max} are expected`);
}
