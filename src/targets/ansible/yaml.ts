/** Inventories in YAML (`ansible.builtin.yaml`): groups, each with `hosts`, `children` and `vars`. */
import type { Json } from "../../base/json.ts";
import type { Span } from "../../model/selection.ts";
import type { Document, Spot } from "../../text/document.ts";
import { isOpenMap } from "../../text/foreign-yaml.ts";
import type { Report } from "../report.ts";
import { namedHosts } from "./host-patterns.ts";
import { type Group, Inventory, type Variable } from "./inventory.ts";

const PARTS: readonly string[] = ["hosts", "children", "vars"];

/** Whether a value has the shape: each member a group, with hosts, children or variables in one of them at least. */
export function isYamlInventory(value: Json): boolean {
  if (!isOpenMap(value)) return false;
  const groups = Object.values(value);
  const isPart = (part: Json | undefined) =>
    part === undefined || part === null || isOpenMap(part) || typeof part === "string";
  const isGroup = (group: Json) =>
    group === null ||
    (isOpenMap(group) && Object.keys(group).every((key) => PARTS.includes(key) && isPart(group[key])));
  return groups.every(isGroup) && groups.some((group) => isOpenMap(group) && Object.keys(group).length > 0);
}

interface Walking {
  readonly inventory: Inventory;
  readonly report: Report;
}

interface Node {
  readonly value: Json;
  readonly spot: Spot;
}

/** The groups, hosts and variables of an inventory; its mistakes are reported. */
export function readYamlInventory({ source, value, root }: Document, report: Report): Inventory {
  const inventory = new Inventory(source);
  const walking = { inventory, report };
  if (!isOpenMap(value)) report("INV220", root.value, "an inventory is a map of groups");
  else if (value.plugin !== undefined) {
    const at = root.children.get("plugin") as Spot;
    const hint = "Let a command of your configuration run `ansible-inventory --list`, and name it under `commands`.";
    report("INV220", at.key ?? at.value, "this file asks a plugin of Ansible for its hosts", { hint });
  } else for (const [name, node] of members({ value, spot: root })) readGroup(name, node, walking);
  return inventory.settle();
}

function members({ value, spot }: Node): readonly (readonly [string, Node])[] {
  if (!isOpenMap(value)) return [];
  return Object.entries(value).map(([name, member]) => [
    name,
    { value: member, spot: spot.children.get(name) as Spot },
  ]);
}

/** What stands under `hosts`, `children` or `vars`: a map, or one word. */
function partsOf({ value, spot }: Node): readonly (readonly [string, Node])[] {
  return typeof value === "string"
    ? [[value, { value: null, spot: { ...spot, key: spot.value } }]]
    : members({ value, spot });
}

function readGroup(name: string, { value, spot }: Node, walking: Walking): Group | null {
  const { inventory, report } = walking;
  if (value !== null && !isOpenMap(value)) {
    report("INV220", spot.value, `the group \`${name}\` is no map`, { hint: GROUP });
    return null;
  }
  const group = inventory.addGroup(name);
  for (const [key, part] of members({ value, spot })) {
    if (!PARTS.includes(key))
      report("INV220", part.spot.key ?? part.spot.value, `a group has no \`${key}\``, { hint: GROUP });
    else if (part.value !== null && !isOpenMap(part.value) && typeof part.value !== "string")
      report("INV220", part.spot.value, `\`${key}\` of the group \`${name}\` is no map`, { hint: GROUP });
    else readPart(key, part, { ...walking, group });
  }
  return group;
}

const GROUP = "A group is a map of `hosts`, `children` and `vars`, each a map in turn: `hosts: { pc-1: }`.";

function readPart(key: string, part: Node, walking: Walking & { readonly group: Group }): void {
  const { inventory, report, group } = walking;
  if (key === "vars") {
    for (const [name, node] of partsOf(part)) inventory.setVariable(group.name, name, variableOf(node, inventory));
    return;
  }
  for (const [name, node] of partsOf(part)) {
    const at = node.spot.key ?? node.spot.value;
    if (key === "hosts") readHosts(name, { ...node, at }, walking);
    else if (readGroup(name, node, walking) !== null && !inventory.addChild(group.name, name))
      report("INV221", at, `\`${name}\` stands above \`${group.name}\` already`, { hint: "Take one of the two out." });
  }
}

function readHosts(
  pattern: string,
  { value, spot, at }: Node & { readonly at: Span },
  { inventory, report, group }: Walking & { readonly group: Group },
): void {
  const hosts = namedHosts(pattern);
  if ("message" in hosts) {
    report("INV220", at, `\`${pattern}\`: ${hosts.message}`);
    return;
  }
  if (value !== null && value !== "" && !isOpenMap(value)) {
    report("INV220", spot.value, `what stands behind \`${pattern}\` is no map of variables`);
    return;
  }
  const variables = members({ value, spot }).map(([name, node]) => [name, variableOf(node, inventory)] as const);
  for (const name of hosts.names) {
    if (!inventory.takes(name, at, report)) return;
    const known = inventory.hosts.has(name);
    inventory.addHost(name, group, at);
    const port = { value: hosts.port, ...at, source: inventory.source };
    if (hosts.port !== null && !known) inventory.setVariable(name, "ansible_port", port);
    for (const [variable, set] of variables) inventory.setVariable(name, variable, set);
  }
}

function variableOf({ value, spot }: Node, { source }: Inventory): Variable {
  const bare = spot.value.from === spot.value.to && spot.key !== null;
  return { value, ...(bare ? (spot.key as Span) : spot.value), source };
}
