import { compareDiagnostics, type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { Runbook, Selection } from "../model/runbook.ts";
import type { NamedLists, TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import { checkFleet } from "../runbook/fleet.ts";
import { type ParsedRunbook, parseRunbook } from "../runbook/parse.ts";
import { stepKinds } from "../steps/index.ts";
import { looksLikeInventory } from "../targets/ansible/read.ts";
import type { Origins } from "../targets/expand.ts";
import { formOf, isOwnList } from "../targets/forms.ts";
import { foldName } from "../targets/name-index.ts";
import { listFormat, type ParsedTargets, parseTargets } from "../targets/parse.ts";
import { NOWHERE, type Picked, select } from "../targets/select.ts";
import type { DynamicSources, Narrowed } from "./dynamic-sources.ts";
import { parseList } from "./parse-list.ts";
import { readLists } from "./read-lists.ts";
import { type ReadText, readStream, readText } from "./read-text.ts";
import { withoutStrangeTexts } from "./strange-texts.ts";

/** A runbook with its targets, or why there is none. */
export interface CheckedRunbook {
  /** Null where there was an error in any of the files. */
  readonly runbook: Runbook | null;
  readonly selection: Selection;
  /** The texts that its targets were taken from. */
  readonly origins: Origins;
  /** How many targets each group or tag gives that they are picked by. */
  readonly picked: readonly Picked[];
  /** How many were narrowed away by the age of their reports; null where none were to be. */
  readonly narrowed: NarrowedAway | null;
  /** A list of targets was named, in the runbook or in its stead. */
  readonly targetsNamed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Computers that are not meant for the age of their reports. */
export interface NarrowedAway {
  /** Their reports are newer. */
  readonly fresh: number;
  /** The site says nothing of them. */
  readonly unknown: number;
}

/**
 * Checks the text of a runbook, and of a list that stands in for its targets. Contacts nobody, resolves no secret,
 * and leaves the files unread that the texts name.
 */
export function checkRunbook(source: Source, targets: Source | null = null): CheckedRunbook {
  const parsed = parseRunbook(source, stepKinds);
  return settle(parsed, targets === null ? null : parseTargets(targets), { lists: new Map(), diagnostics: [] });
}

interface Files {
  readonly lists: NamedLists;
  readonly diagnostics: readonly Diagnostic[];
  /** Who tells how old reports are; nobody where left out. */
  readonly narrowed?: Narrowed | null;
}

/** Joins what was read: the runbook, the list in its targets' stead, and the files that both name. */
function settle(parsed: ParsedRunbook, list: ParsedTargets | null, files: Files): CheckedRunbook {
  const own = parsed.selection;
  const replacedBy = list?.selection ?? null;
  const { narrowed = null } = files;
  const stale = narrowed === null ? null : new Set(narrowed.stale.map(foldName));
  const chosen = select(own, { replacedBy, lists: files.lists, stale });
  const { targets, excluded, origins, picked, diagnostics: selected } = chosen;
  const ofTargets = [...(list?.diagnostics ?? []), ...files.diagnostics, ...selected];
  const read = [own?.exclude, replacedBy ?? own, replacedBy?.exclude].every((part) =>
    [...(part?.files ?? []), ...(part?.dynamic ?? [])].every((entry) => files.lists.has(entry)),
  );
  const counted = parsed.document !== null && read && !hasErrors(ofTargets);
  const found = parsed.diagnostics;
  const standIn = replacedBy !== null;
  const ofFleet = counted ? checkFleet(parsed.document, { targets: targets.length, standIn, found }) : [];
  const diagnostics = [...found, ...ofTargets, ...ofFleet].sort(compareDiagnostics);
  return {
    runbook: hasErrors(diagnostics) ? null : parsed.runbook,
    selection: { targets, excluded },
    origins,
    picked,
    narrowed: narrowed === null ? null : { fresh: narrowed.fresh.length, unknown: narrowed.unknown.length },
    targetsNamed: replacedBy !== null || names(own),
    diagnostics,
  };
}

function names(selection: TargetSelection | null): boolean {
  return selection !== null && selection.hosts.length + selection.files.length + selection.dynamic.length > 0;
}

/** Reads and checks a runbook's file, the file of `--targets`, and all lists that both name. */
export async function loadRunbook(path: string, targetsPath: string | null = null): Promise<CheckedRunbook> {
  return settleText(await readText(path), targetsPath);
}

/** The same for a runbook whose text was read already. Dynamic sources are asked where somebody answers for them. */
export async function settleText(
  text: ReadText,
  targetsPath: string | null,
  sources: DynamicSources | null = null,
): Promise<CheckedRunbook> {
  const list = targetsPath === null ? null : await readList(targetsPath);
  if (text.source === null) {
    const diagnostics = [...text.diagnostics, ...(list?.diagnostics ?? [])].sort(compareDiagnostics);
    const selection = { targets: [], excluded: [] };
    const nothing = { origins: NOWHERE, picked: [], narrowed: null, targetsNamed: false };
    return { runbook: null, selection, ...nothing, diagnostics };
  }
  const parsed = parseRunbook(text.source, stepKinds);
  const wanted = [
    { selection: parsed.selection, excludesOnly: list !== null },
    { selection: list?.selection ?? null, excludesOnly: false },
  ];
  const wrong = hasErrors([...parsed.diagnostics, ...(list?.diagnostics ?? [])]);
  const files = await readLists(wanted, wrong ? null : sources);
  const narrowed = wrong ? null : await askAges(parsed, list, { files, sources });
  const named = [text.source.name, ...(targetsPath === null ? [] : [targetsPath])];
  return showable(settle(parsed, list, { ...files, narrowed }), named);
}

/** Nothing of a text outside the project is shown. */
async function showable(checked: CheckedRunbook, named: readonly string[]): Promise<CheckedRunbook> {
  return { ...checked, diagnostics: await withoutStrangeTexts(checked.diagnostics, named) };
}

interface Asking {
  readonly files: Files;
  readonly sources: DynamicSources | null;
}

/** Which of those that are meant have old reports, where the list narrows to them and somebody can tell. */
async function askAges(parsed: ParsedRunbook, list: ParsedTargets | null, asking: Asking): Promise<Narrowed | null> {
  const { lists, diagnostics } = asking.files;
  const ask = asking.sources?.stale;
  const replacedBy = list?.selection ?? null;
  const staleness = (replacedBy ?? parsed.selection)?.stale ?? null;
  if (ask === undefined || staleness === null || hasErrors(diagnostics)) return null;
  const { targets, diagnostics: selected } = select(parsed.selection, { replacedBy, lists });
  if (targets.length === 0 || hasErrors(selected)) return null;
  return ask(
    targets.map(({ name }) => name),
    staleness,
  );
}

/** What `--targets` is given to read the list from standard input. */
export const STANDARD_INPUT = "-";

/** Reads the file of `--targets`, or a list that is checked by itself. */
async function readList(path: string): Promise<ParsedTargets> {
  const { source, diagnostics } =
    path === STANDARD_INPUT
      ? await readStream("<stdin>", process.stdin)
      : await readText(path, { utf16: listFormat(path) !== "yaml" });
  if (source === null) return { selection: null, diagnostics };
  return parseList(source, { format: formOf(source), namedBy: null });
}

/** What is wrong with some files. */
export interface Validation {
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks files, each by itself: runbooks, and lists of targets, which are told by their ending or their first word. */
export async function validateFiles(paths: readonly string[]): Promise<Validation> {
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) diagnostics.push(...(await validateFile(path)));
  return { files: paths.length, diagnostics };
}

async function validateFile(path: string): Promise<readonly Diagnostic[]> {
  const format = listFormat(path);
  if (/\.\w+$/.test(path) && format !== null && format !== "yaml") return settleList(await readList(path), path);
  const { source, diagnostics } = await readText(path);
  if (source === null) return diagnostics;
  if (isOwnList(source)) return settleList(parseTargets(source, { format: "yaml" }), path);
  if (looksLikeInventory(source))
    return settleList(await parseList(source, { format: "ansible", namedBy: null }), path);
  return (await settleRunbook(parseRunbook(source, stepKinds), path)).diagnostics;
}

async function settleRunbook(parsed: ParsedRunbook, path: string): Promise<CheckedRunbook> {
  const files = await readLists([{ selection: parsed.selection, excludesOnly: false }]);
  return showable(settle(parsed, null, files), [path]);
}

async function settleList({ selection, diagnostics }: ParsedTargets, path: string): Promise<readonly Diagnostic[]> {
  const files = await readLists([{ selection, excludesOnly: false }]);
  const { diagnostics: selected } = select(selection, files);
  const found = [...diagnostics, ...files.diagnostics, ...selected].sort(compareDiagnostics);
  return withoutStrangeTexts(found, [path]);
}

/** What is wrong with one text; the files it names are left unread. */
export function checkText(source: Source): readonly Diagnostic[] {
  const format = isOwnList(source) ? "yaml" : looksLikeInventory(source) ? "ansible" : null;
  if (format === null) return checkRunbook(source).diagnostics;
  const { selection, diagnostics } = parseTargets(source, { format });
  return [...diagnostics, ...select(selection).diagnostics].sort(compareDiagnostics);
}
