import { compareDiagnostics, type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { FileEntry, ListFormat, TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import { type Document, isMap, valueAt } from "../text/document.ts";
import { checkExpectationBounds, checkExpectationGiven } from "../text/expectation.ts";
import { explainErrors } from "../text/explain.ts";
import { createFindings, type Findings } from "../text/findings.ts";
import { DYNAMIC_KEYS, readSelection, SOURCE_KEYS } from "../text/selection.ts";
import { schemaErrors } from "../text/validate.ts";
import { listed, quoted } from "../text/words.ts";
import { readYaml } from "../text/yaml.ts";
import { listInventory } from "./ansible/list.ts";
import { readInventory } from "./ansible/read.ts";
import { readCsvList } from "./csv-list.ts";
import { plainList } from "./plain.ts";
import { readPlainList } from "./plain-list.ts";
import { type Report, reporterOf } from "./report.ts";
import { readTextList } from "./text-list.ts";

/** What came of a file of targets: the list as far as it is sound, and every mistake in its words. */
export interface ParsedTargets {
  readonly selection: TargetSelection | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The list that names a file under `files`. */
export interface Naming {
  readonly entry: FileEntry;
  readonly source: Source;
  /** The file's hosts are taken away. */
  readonly excludes: boolean;
}

/** What a list is to whoever names it. */
export interface ParseOptions {
  /** Told by the file's name where left out. */
  readonly format?: ListFormat;
  /** Null where a flag or an argument names the file. */
  readonly namedBy?: Naming | null;
}

/** The form of a list by the ending of its file's name; null for an ending that is not known. */
export function listFormat(path: string): ListFormat | null {
  const ending = /\.([^./\\]*)$/.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined || ending === "txt" || ending === "list") return "text";
  if (ending === "csv" || ending === "tsv") return "csv";
  if (ending === "ini") return "ansible";
  return ending === "yml" || ending === "yaml" || ending === "json" ? "yaml" : null;
}

/** Reads a list of targets. What is wrong with the hosts themselves, `select` says. */
export function parseTargets(source: Source, options: ParseOptions = {}): ParsedTargets {
  const { format = listFormat(source.name) ?? "yaml", namedBy = null } = options;
  if (format === "ansible") return listInventory(readInventory(source), source);
  if (format === "yaml") {
    const plain = readPlainList(source.text);
    if (plain !== null) return { selection: plainList(source, format, plain), diagnostics: [] };
    return parseYamlTargets(source, namedBy);
  }
  const diagnostics: Diagnostic[] = [];
  const report = reporterOf(source, diagnostics);
  const naming = namedBy === null ? null : { ...namedBy, report: reporterOf(namedBy.source, diagnostics) };
  const { text } = source;
  const hosts = format === "csv" ? readCsvList(text, { inFile: report, namedBy: naming }) : readTextList(text);
  if (hosts.length === 0 && !hasErrors(diagnostics)) reportEmpty(source, report);
  return { selection: plainList(source, format, hosts), diagnostics };
}

/** What narrows a whole selection. */
const NARROWING: readonly string[] = ["groups", "tags", "stale"];

function reportEmpty(source: Source, report: Report): void {
  report("INV215", { from: 0, to: 0 }, `\`${source.name}\` names no host`);
}

/** The same by way of YAML, whatever the text looks like. */
export function parseYamlTargets(source: Source, namedBy: Naming | null): ParsedTargets {
  const { document, diagnostics: unread } = readYaml(source);
  if (document === null) return { selection: null, diagnostics: unread };
  const findings = createFindings(document, unread);
  if (namedBy !== null) checkNested(document, namedBy, findings);
  explainErrors(schemaErrors("targets", document.value), { document, base: "" }, findings);
  checkExpectationBounds(document, "/expect", findings);
  checkExpectationGiven(document, "", findings);
  const { value } = document;
  if (isMap(value) && SOURCE_KEYS.every((key) => value[key] === undefined)) {
    const message = `the list needs ${listed(quoted(SOURCE_KEYS))}`;
    findings.add({ code: "INV121", pointer: "", part: "value", message });
  }
  const selection = readSelection(document, "");
  return {
    selection: selection === null || namedBy === null ? selection : { ...selection, files: [], dynamic: [] },
    diagnostics: [...unread, ...findings.diagnostics].sort(compareDiagnostics),
  };
}

/** A list that another one names holds hosts: it names no sources in turn, and as a list of excludes nothing else. */
function checkNested(document: Document, { source, excludes }: Naming, findings: Findings): void {
  for (const key of ["files", ...DYNAMIC_KEYS, ...NARROWING])
    for (const pointer of [`/${key}`, `/exclude/${key}`])
      if (valueAt(document, pointer) !== undefined) {
        const what = NARROWING.includes(key) ? `pick by \`${key}\`` : `name ${key} in turn`;
        const message = `this list is named in \`${source.name}\`, and cannot ${what}`;
        findings.add({ code: "INV216", pointer, part: "key", message });
      }
  for (const key of excludes ? ["exclude", "expect"] : [])
    if (valueAt(document, `/${key}`) !== undefined) {
      const message = `\`${source.name}\` takes this list away; it cannot have \`${key}\` of its own`;
      findings.add({ code: "INV217", pointer: `/${key}`, part: "key", message });
    }
}
