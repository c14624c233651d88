import { dirname, join } from "node:path";
import { type DiagnosticCode, diagnosticCodes } from "../base/codes/index.ts";
import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { DynamicEntry, FileEntry, NamedLists, TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import { formOf } from "../targets/forms.ts";
import { listFormat, type Naming, type ParsedTargets } from "../targets/parse.ts";
import { filterMistake } from "./directory-filter.ts";
import { askSource, type DynamicSources } from "./dynamic-sources.ts";
import { parseList } from "./parse-list.ts";
import { readText } from "./read-text.ts";
import { isStrange } from "./strange-texts.ts";

/** What the files hold that lists name, and what is wrong with them. */
export interface ReadLists {
  readonly lists: NamedLists;
  readonly diagnostics: readonly Diagnostic[];
}

/** A selection, and whether its own files are wanted or only those it takes away. */
interface Wanted {
  readonly selection: TargetSelection | null;
  readonly excludesOnly: boolean;
}

/**
 * Reads every file that some selections name, and then asks every dynamic source, where somebody answers for these.
 * Those that cannot be had are reported where they are named.
 */
export async function readLists(wanted: readonly Wanted[], sources: DynamicSources | null = null): Promise<ReadLists> {
  const lists = new Map<FileEntry | DynamicEntry, TargetSelection | null>();
  const diagnostics: Diagnostic[] = [];
  for (const { selection, excludesOnly } of wanted) {
    if (selection === null) continue;
    const { source } = selection;
    const namings: readonly Naming[] = [
      ...(excludesOnly ? [] : selection.files).map((entry) => ({ entry, source, excludes: false })),
      ...selection.exclude.files.map((entry) => ({ entry, source, excludes: true })),
    ];
    // One after the other: the texts of many lists need not be held at the same time.
    for (const naming of namings) {
      const parsed = await readNamed(naming);
      // A list that is half understood would be taken for the whole.
      lists.set(naming.entry, hasErrors(parsed.diagnostics) ? null : parsed.selection);
      diagnostics.push(...parsed.diagnostics);
    }
  }
  for (const { selection, excludesOnly } of wanted) diagnostics.push(...filterMistakes(selection, excludesOnly));
  // What is wrong with a text is told before anybody is asked over the network.
  if (sources === null || hasErrors(diagnostics)) return { lists, diagnostics };
  for (const { selection, excludesOnly } of wanted) {
    if (selection === null) continue;
    const { source } = selection;
    const ask = async (entries: readonly DynamicEntry[], excludes: boolean) => {
      for (const entry of entries) {
        const given = await askSource(sources, entry, { source, excludes });
        lists.set(entry, hasErrors(given.diagnostics) ? null : given.selection);
        diagnostics.push(...given.diagnostics);
      }
    };
    if (!excludesOnly) await ask(selection.dynamic, false);
    await ask(selection.exclude.dynamic, true);
  }
  return { lists, diagnostics };
}

/** What is wrong with the LDAP filters of a selection, at the character where it is. */
function filterMistakes(selection: TargetSelection | null, excludesOnly: boolean): readonly Diagnostic[] {
  if (selection === null) return [];
  const { source, dynamic, exclude } = selection;
  return [...(excludesOnly ? [] : dynamic), ...exclude.dynamic].flatMap((entry) => {
    const mistake = entry.kind === "directory" ? filterMistake(entry.filter) : null;
    if (mistake === null || entry.kind !== "directory") return [];
    // In a text with escapes the character stands elsewhere: then the whole is shown.
    const written = source.text.slice(entry.from, entry.to);
    const begins = written.indexOf(entry.filter);
    const at = entry.from + begins + Math.min(mistake.at, entry.filter.length - 1);
    const span = begins === -1 ? { from: entry.from, to: entry.to } : { from: at, to: at + 1 };
    const { hint } = diagnosticCodes.INV232;
    return [{ code: "INV232", severity: "error", source, ...span, message: mistake.why, hint } as const];
  });
}

async function readNamed(naming: Naming): Promise<ParsedTargets> {
  const { entry, source } = naming;
  const atEntry = (code: DiagnosticCode, message: string, hint: string = diagnosticCodes[code].hint): Diagnostic => {
    const span = entry.column === null || code !== "INV212" ? entry : (entry.columnAt ?? entry);
    return { code, severity: "error", source, from: span.from, to: span.to, message, hint };
  };
  const nothing = (...diagnostics: readonly Diagnostic[]): ParsedTargets => ({ selection: null, diagnostics });
  const format = entry.format ?? listFormat(entry.path);
  if (format === null) return nothing(atEntry("INV211", `\`${entry.path}\` is no kind of list that is known`));
  if (format !== "csv" && entry.column !== null)
    return nothing(atEntry("INV212", `\`${entry.path}\` is no CSV and has no columns`));
  const path = pathFrom(source, entry.path);
  const { source: text, diagnostics } = await readText(path, { utf16: format !== "yaml" });
  if (text !== null) {
    const parsed = await parseList(text, { format: entry.format ?? formOf(text), namedBy: naming });
    if (!(await isStrange(path, [source.name]))) return parsed;
    // What is said where the list is named may quote it: that is told as of the list, of which nothing is shown.
    const ofList = parsed.diagnostics.map((each) => (each.source === source ? { ...each, source: text } : each));
    return { ...parsed, diagnostics: ofList };
  }
  return nothing(
    ...diagnostics.map((diagnostic) => {
      // A file without a text has no place of its own: the entry that names it is shown.
      if (diagnostic.source.text !== "") return diagnostic;
      const { code, message, hint } = diagnostic;
      return atEntry(code, message, hint === diagnosticCodes.INV101.hint ? pathHint(naming) : hint);
    }),
  );
}

/** Where a file lies that another one names; written with slashes, which every system reads. */
function pathFrom(source: Source, path: string): string {
  const joined = /^(?:[A-Za-z]:)?[\\/]/.test(path) ? path : join(dirname(source.name), path);
  return process.platform === "win32" ? joined.replaceAll("\\", "/") : joined;
}

function pathHint({ entry, source }: Naming): string {
  if (entry.path.includes("\\")) return `Write it with slashes: \`${entry.path.replaceAll("\\", "/")}\`.`;
  return `The path is taken from the directory of \`${source.name}\`.`;
}
