/**
 * Inventories in INI (Ansible, "How to build your inventory"; `ansible.builtin.ini`): groups with hosts, `[name:children]`
 * and `[name:vars]`. A value on a host's line and below `[name:vars]` is a Python literal where it is one, else a text.
 */
import type { Span } from "../../model/selection.ts";
import type { Source } from "../../model/source.ts";
import type { Report } from "../report.ts";
import { namedHosts } from "./host-patterns.ts";
import { type Group, Inventory, UNGROUPED } from "./inventory.ts";
import { literalOr } from "./python-literal.ts";
import { splitWords, type Word } from "./words.ts";

const SECTION = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/s;
const NAME = /^([^:=\]\s]+)\s*(?:#.*)?$/s;
const KINDS: readonly string[] = ["hosts", "children", "vars"];

/** A group that was named before it was declared. */
interface Pending {
  readonly at: Span;
  readonly what: "children" | "vars";
}

/** One pass over the lines of an inventory. */
interface Pass {
  readonly inventory: Inventory;
  readonly report: Report;
  readonly pending: Map<string, Pending>;
  /** Names that a section for hosts or children declares. */
  readonly declared: Set<string>;
  section: { readonly group: Group; readonly kind: string } | null;
}

/** Each line is gone through once: `^` would begin anew at every end of a line among blanks. */
const LOOKS = /(?:^|[\r\n])[^\S\r\n]*\[[^:\]\s]+(?::(?:children|vars|hosts))?\][^\S\r\n]*(?:#[^\r\n]*)?(?=[\r\n]|$)/;

/** Whether a text looks like one: it has a section. */
export function isIniInventory(text: string): boolean {
  return LOOKS.test(text);
}

/** The groups, hosts and variables of an inventory; its mistakes are reported, never with what may be a secret. */
export function readIni(source: Source, report: Report): Inventory {
  const inventory = new Inventory(source);
  const first = { group: inventory.addGroup(UNGROUPED), kind: "hosts" };
  const pass: Pass = { inventory, report, pending: new Map(), declared: new Set(["all", UNGROUPED]), section: first };
  for (const { index, 0: whole } of source.text.matchAll(/[^\r\n]+/g)) {
    const line = whole.trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    const from = index + whole.indexOf(line);
    readLine(line, { from, to: from + line.length }, pass);
  }
  for (const [name, { at, what }] of pass.pending) {
    if (pass.declared.has(name)) continue;
    const message = what === "vars" ? "has variables, but is no group" : "stands below a group, but is no group itself";
    report("INV221", at, `\`${name}\` ${message}`);
  }
  return inventory.settle();
}

function readLine(line: string, span: Span, pass: Pass): void {
  const section = SECTION.exec(line);
  if (section !== null) {
    openSection(section[1] as string, section[2] ?? "hosts", span, pass);
    return;
  }
  if (line.startsWith("[") && line.endsWith("]")) {
    pass.section = null;
    pass.report("INV220", span, "this is no name of a section", {
      hint: "A section is written like `[berlin]`, `[berlin:children]` or `[berlin:vars]`, without blanks.",
    });
    return;
  }
  if (pass.section === null) return;
  const { group, kind } = pass.section;
  if (kind === "vars") readVariable(line, span, { ...pass, group });
  else if (kind === "children") readChild(line, span, { ...pass, group });
  else readHosts(line, span, { ...pass, group });
}

function openSection(name: string, kind: string, span: Span, pass: Pass): void {
  if (!KINDS.includes(kind)) {
    pass.section = null;
    pass.report("INV220", span, `a section has hosts, \`children\` or \`vars\`, not \`${kind}\``);
    return;
  }
  if (kind !== "vars") pass.declared.add(name);
  else if (!pass.pending.has(name)) pass.pending.set(name, { at: span, what: "vars" });
  pass.section = { group: pass.inventory.addGroup(name), kind };
}

interface Within extends Pass {
  readonly group: Group;
}

function readVariable(line: string, span: Span, { inventory, report, group }: Within): void {
  const equals = line.indexOf("=");
  if (equals === -1) {
    report("INV220", span, "this line is no variable", { hint: "Write it like `name=value`." });
    return;
  }
  const written = line.slice(equals + 1).trim();
  const to = span.from + line.length;
  const from = written === "" ? to : to - written.length;
  const variable = { value: literalOr(written), from, to, source: inventory.source };
  inventory.setVariable(group.name, line.slice(0, equals).trim(), variable);
}

function readChild(line: string, span: Span, { inventory, report, pending, group }: Within): void {
  const child = NAME.exec(line)?.[1];
  if (child === undefined) {
    report("INV220", span, "this line is no name of a group");
    return;
  }
  const at = { from: span.from, to: span.from + child.length };
  if (!inventory.groups.has(child)) pending.set(child, { at, what: "children" });
  if (!inventory.addChild(group.name, child))
    report("INV221", at, `\`${child}\` stands above \`${group.name}\` already`, { hint: "Take one of the two out." });
}

function readHosts(line: string, span: Span, { inventory, report, group }: Within): void {
  const split = splitWords(line);
  if ("open" in split) {
    const at = { from: span.from + split.open, to: span.from + split.open + 1 };
    report("INV220", at, split.what === "quote" ? "this quote is never closed" : "nothing follows this backslash");
    return;
  }
  const [first, ...rest] = split.words;
  if (first === undefined) return;
  const place = ({ from, to }: Word): Span => ({ from: span.from + from, to: span.from + to });
  if (first.text.includes("=")) {
    const hint = "A host comes first; variables of a group stand below `[name:vars]`.";
    report("INV220", place(first), "a variable stands here, and no host before it", { hint });
    return;
  }
  const hosts = namedHosts(first.text);
  if ("message" in hosts) {
    report("INV220", place(first), hosts.message);
    return;
  }
  const variables = rest.flatMap((word) => {
    const equals = word.text.indexOf("=");
    if (equals === -1) {
      const hint = "Behind a host stand variables, such as `ansible_port=5986`; a value with blanks needs quotes.";
      report("INV220", place(word), "this is no variable", { hint });
      return [];
    }
    const { from, to } = place(word);
    const value = literalOr(word.text.slice(equals + 1));
    const begins = Math.min(to, from + line.slice(word.from, word.to).indexOf("=") + 1);
    return [[word.text.slice(0, equals), { value, from: begins, to, source: inventory.source }] as const];
  });
  for (const name of hosts.names) {
    if (!inventory.takes(name, place(first), report)) return;
    const known = inventory.hosts.has(name);
    inventory.addHost(name, group, place(first));
    const port = { value: hosts.port, ...place(first), source: inventory.source };
    if (hosts.port !== null && !known) inventory.setVariable(name, "ansible_port", port);
    for (const [variable, value] of variables) inventory.setVariable(name, variable, value);
  }
}
