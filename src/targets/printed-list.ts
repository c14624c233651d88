import { compareDiagnostics, type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import { createSource, type Source } from "../model/source.ts";
import { type Document, isMap } from "../text/document.ts";
import { explainErrors } from "../text/explain.ts";
import { createFindings } from "../text/findings.ts";
import { readJson } from "../text/json.ts";
import { readSelection } from "../text/selection.ts";
import { schemaErrors } from "../text/validate.ts";
import { listInventory } from "./ansible/list.ts";
import { readListed } from "./ansible/listed.ts";
import { coverSecrets, inCoveredTexts } from "./ansible/secrets.ts";
import type { ParsedTargets } from "./parse.ts";
import { reporterOf } from "./report.ts";

/** Hosts that a program may print. */
export const MOST_PRINTED = 200_000;

/**
 * A list that a program printed as JSON: hosts as under `hosts` in a list of ours, or groups as Ansible's inventory scripts
 * print them. What it says is shown with its secrets covered.
 */
export function parsePrintedList(source: Source): ParsedTargets {
  const parsed = parse(source);
  const { selection } = parsed;
  const diagnostics = [...parsed.diagnostics];
  const report = reporterOf(source, diagnostics);
  const count = selection?.hosts.length ?? 0;
  if (count > MOST_PRINTED)
    report("INV204", { from: 0, to: 0 }, `\`${source.name}\` names ${count.toLocaleString("en")} hosts`, {
      hint: `A command may name ${MOST_PRINTED.toLocaleString("en")}.`,
    });
  else if (count === 0 && !hasErrors(diagnostics))
    report("INV215", { from: 0, to: 0 }, `\`${source.name}\` names no host`);
  const covered = inCoveredTexts(diagnostics).toSorted(compareDiagnostics);
  if (selection === null || hasErrors(covered)) return { selection: null, diagnostics: covered };
  // What is found wrong with its hosts later is shown in the text without its secrets too.
  const shown = createSource(source.name, coverSecrets(source.text));
  const exclude = { ...selection.exclude, source: shown };
  return { selection: { ...selection, source: shown, exclude }, diagnostics: covered };
}

function parse(source: Source): ParsedTargets {
  const diagnostics: Diagnostic[] = [];
  const report = reporterOf(source, diagnostics);
  const read = readJson(source);
  if ("wrong" in read) {
    report("INV229", read.wrong, read.why);
    return { selection: null, diagnostics };
  }
  const { document } = read;
  if (isMap(document.value)) {
    const inventory = readListed(document, report);
    return listInventory({ inventory, diagnostics }, source, { ofCommand: true });
  }
  if (!Array.isArray(document.value)) {
    report("INV229", document.root.value, "this is neither a list of hosts nor a map of groups");
    return { selection: null, diagnostics };
  }
  if (document.value.length === 0) return { selection: null, diagnostics };
  return parseHosts(document);
}

/** The list is read as what stands under `hosts`, by the same schema. */
function parseHosts({ source, value, root, soundTo }: Document): ParsedTargets {
  const children = new Map([["hosts", root]]);
  const document = { source, value: { hosts: value }, root: { ...root, children }, soundTo };
  const findings = createFindings(document, []);
  explainErrors(schemaErrors("targets", document.value), { document, base: "" }, findings);
  return { selection: readSelection(document, ""), diagnostics: findings.diagnostics };
}
