/**
 * What an inventory script, or `ansible-inventory --list`, prints (Ansible, "Developing dynamic inventory", "Inventory
 * scripts"): groups by name, each a list of hosts or a map, and under `_meta` the variables of the hosts.
 */
import type { Json } from "../../base/json.ts";
import type { Span } from "../../model/selection.ts";
import { type Document, isMap, type Spot } from "../../text/document.ts";
import type { Report } from "../report.ts";
import { type Group, Inventory } from "./inventory.ts";

interface Node {
  readonly value: Json;
  readonly spot: Spot;
}

/** The groups, hosts and variables of such a text; its mistakes are reported. */
export function readListed({ source, value, root }: Document, report: Report): Inventory {
  const inventory = new Inventory(source);
  for (const [name, node] of members({ value, spot: root }))
    if (name !== "_meta") readGroup(inventory.addGroup(name), node, { inventory, report });
  const meta = members({ value, spot: root }).find(([name]) => name === "_meta")?.[1];
  const hostvars = meta === undefined ? undefined : members(meta).find(([name]) => name === "hostvars")?.[1];
  for (const [host, node] of hostvars === undefined ? [] : members(hostvars)) {
    if (!inventory.hosts.has(host)) inventory.addHost(host, inventory.addGroup("ungrouped"), placeOf(node));
    setVariables(host, node, inventory);
  }
  return inventory.settle();
}

interface Reading {
  readonly inventory: Inventory;
  readonly report: Report;
}

function readGroup(group: Group, node: Node, { inventory, report }: Reading): void {
  if (Array.isArray(node.value)) {
    readHosts(group, node, { inventory, report });
    return;
  }
  if (!isMap(node.value)) {
    report("INV220", node.spot.value, `the group \`${group.name}\` is neither a list of hosts nor a map`);
    return;
  }
  for (const [key, part] of members(node)) {
    if (key === "hosts") readHosts(group, part, { inventory, report });
    else if (key === "vars") setVariables(group.name, part, inventory);
    else if (key === "children")
      for (const { value, spot } of items(part)) {
        if (typeof value !== "string") report("INV220", spot.value, "the name of a group is a text");
        else if (!inventory.addChild(group.name, value))
          report("INV221", spot.value, `\`${value}\` stands above \`${group.name}\` already`);
      }
  }
}

function readHosts(group: Group, node: Node, { inventory, report }: Reading): void {
  for (const { value, spot } of items(node))
    if (typeof value === "string" && value !== "") inventory.addHost(value, group, spot.value);
    else report("INV220", spot.value, "the name of a host is a text");
}

function setVariables(entity: string, node: Node, inventory: Inventory): void {
  const { source } = inventory;
  for (const [name, { value, spot }] of members(node))
    inventory.setVariable(entity, name, { value, ...spot.value, source });
}

function members({ value, spot }: Node): readonly (readonly [string, Node])[] {
  if (!isMap(value)) return [];
  return Object.entries(value).map(([name, member]) => [
    name,
    { value: member, spot: spot.children.get(name) as Spot },
  ]);
}

function items({ value, spot }: Node): readonly Node[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).map((item, at) => ({ value: item, spot: spot.children.get(String(at)) as Spot }));
}

function placeOf({ spot }: Node): Span {
  return spot.key ?? spot.value;
}
