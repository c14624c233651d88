import { compareDiagnostics, type Diagnostic, hasErrors } from "../../model/diagnostic.ts";
import type { HostEntry, Label } from "../../model/selection.ts";
import type { Source } from "../../model/source.ts";
import type { ParsedTargets } from "../parse.ts";
import { plainList } from "../plain.ts";
import { type Report, reporterOf } from "../report.ts";
import { type VariablesFile, variablesOf } from "./beside.ts";
import { ALL, type Host, type Inventory, type Variable, type Variables } from "./inventory.ts";
import { type BesideVariables, hostVariables } from "./precedence.ts";
import type { ReadInventory } from "./read.ts";
import { inCoveredTexts, secretIn } from "./secrets.ts";
import { connectionOf, passedOver, placeIn, type Reach, type ReportVariable, reachOf } from "./understood.ts";

/** What a list is made with. */
export interface ListOptions {
  /** The files of variables beside the inventory. */
  readonly files?: readonly VariablesFile[];
  /** A command printed it. */
  readonly ofCommand?: boolean;
}

/** The hosts of an inventory that a run can reach, with the variables of files beside it. */
export function listInventory(
  read: ReadInventory,
  source: Source,
  { files = [], ofCommand = false }: ListOptions = {},
): ParsedTargets {
  const { inventory } = read;
  const diagnostics: Diagnostic[] = [...read.diagnostics];
  if (inventory === null) return { selection: null, diagnostics: inCoveredTexts(diagnostics) };
  const beside = variablesOf(files, diagnostics);
  const reportVariable = onceEach(diagnostics);
  // What a command prints was never written down, and goes no further than its names and addresses.
  if (!ofCommand) checkSecrets(inventory, beside, reportVariable);
  const hosts = entriesOf(inventory, beside, { report: reporterOf(source, diagnostics), reportVariable });
  if (inventory.hosts.size === 0 && !hasErrors(diagnostics))
    reporterOf(source, diagnostics)("INV215", { from: 0, to: 0 }, `\`${source.name}\` names no host`);
  // What may hold a secret is shown covered, and goes no further.
  if (hasErrors(diagnostics))
    return { selection: null, diagnostics: inCoveredTexts(diagnostics).toSorted(compareDiagnostics) };
  const selection = { ...plainList(source, "ansible", hosts), groups: [...inventory.groups.keys()] };
  return { selection, diagnostics: inCoveredTexts(diagnostics) };
}

/** A variable that stands for many hosts is reported once. */
function onceEach(diagnostics: Diagnostic[]): ReportVariable {
  const reported = new Set<string>();
  return (code, variable, message, { hint, severity = "error" } = {}) => {
    const key = `${code} ${variable.source.name} ${variable.from}`;
    if (reported.has(key)) return;
    reported.add(key);
    reporterOf(variable.source, diagnostics)(code, variable, message, { hint, severity });
  };
}

function checkSecrets(inventory: Inventory, beside: BesideVariables, report: ReportVariable): void {
  const checked = new Set<Variable>();
  const check = (variables: Variables) => {
    for (const [name, variable] of variables) {
      if (checked.has(variable)) continue;
      checked.add(variable);
      const secret = secretIn(name, variable.value);
      if (secret !== null) report("INV222", variable, `\`${secret}\` is a secret that is written out`);
    }
  };
  for (const { vars } of [...inventory.groups.values(), ...inventory.hosts.values()]) check(vars);
  for (const variables of [...beside.groups.values(), ...beside.hosts.values()]) check(variables);
}

interface Reports {
  readonly report: Report;
  readonly reportVariable: ReportVariable;
}

const BY_WINRM: readonly (string | null)[] = [null, "winrm", "psrp"];

function entriesOf(inventory: Inventory, beside: BesideVariables, reports: Reports): readonly HostEntry[] {
  const variablesOfHost = hostVariables(inventory, beside);
  const labelsOf = labelsOfGroups(inventory);
  const hosts: HostEntry[] = [];
  const away: { readonly host: Host; readonly connection: string }[] = [];
  const unused = new Map<string, Variable>();
  const seen = new Set<ReadonlyMap<string, Variable>>();
  for (const host of inventory.hosts.values()) {
    const variables = variablesOfHost(host);
    const connection = connectionOf(variables, reports.reportVariable);
    if (connection !== null && !BY_WINRM.includes(connection)) {
      away.push({ host, connection });
      continue;
    }
    if (!seen.has(variables)) {
      seen.add(variables);
      for (const [name, variable] of variables) if (passedOver(name) !== null) unused.set(name, variable);
    }
    hosts.push({
      ...entryOf(host, reachOf(variables, connection, reports.reportVariable), inventory),
      labels: labelsOf(host),
    });
  }
  reportAway(away, reports.report);
  reportUnused(unused, reports.reportVariable);
  return hosts;
}

function entryOf({ name, at }: Host, { address, port, tls, anyIdentity }: Reach, { source }: Inventory): HostEntry {
  const other = address === null || address.value === name ? null : (address.value as string);
  const addressAt = other === null ? null : placeIn(address as Variable, source);
  return { name, address: other, port, anyIdentity, addressAt, ...(tls ? { tls } : {}), from: at.from, to: at.to };
}

/** Hosts of the same groups share their list. */
function labelsOfGroups(inventory: Inventory): (host: Host) => readonly Label[] {
  const known = new Map<string, readonly Label[]>();
  return ({ groups }) => {
    const key = [...groups].sort().join("\n");
    const before = known.get(key);
    if (before !== undefined) return before;
    const names = [...inventory.ancestors(groups), ALL];
    const labels = [...new Set(names)].map((name) => ({ kind: "group", name }) as const);
    known.set(key, labels);
    return labels;
  };
}

function reportAway(away: readonly { readonly host: Host; readonly connection: string }[], report: Report): void {
  const [first] = away;
  if (first === undefined) return;
  const ways = [...new Set(away.map(({ connection }) => `\`${connection}\``))].sort().join(", ");
  const hosts = away.length === 1 ? "this host is" : `${away.length.toLocaleString("en")} hosts, this one first, are`;
  report("INV226", first.host.at, `${hosts} left out: Ansible goes there by ${ways}`, { severity: "warning" });
}

/** The first place of each kind, as a hint. */
function reportUnused(unused: ReadonlyMap<string, Variable>, report: ReportVariable): void {
  for (const [kind, hint] of Object.entries(HINTS)) {
    const names = [...unused.keys()].filter((name) => passedOver(name) === kind);
    const [first] = names;
    if (first === undefined) continue;
    const what = names.map((name) => `\`${name}\``).join(", ");
    report("INV225", unused.get(first) as Variable, `passed over: ${what}`, { hint, severity: "hint" });
  }
}

const HINTS = {
  account:
    "Credentials go by name: `connection.credential`, or the credential of your configuration that is `for` these hosts.",
  connection: "How to log on, and whom to trust, stands under `connection` in the runbook.",
} as const;
