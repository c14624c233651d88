import type { Json } from "../../base/json.ts";
import type { Span } from "../../model/selection.ts";
import type { Source } from "../../model/source.ts";
import { MAX_HOSTS } from "../ranges.ts";
import type { Report } from "../report.ts";

/** A variable's value, and where it stands. */
export interface Variable extends Span {
  readonly value: Json;
  readonly source: Source;
}

/** Variables by name. The last one set stays. */
export type Variables = Map<string, Variable>;

/** A group of an inventory. Hosts and groups stand in the order in which they were named. */
export interface Group {
  readonly name: string;
  readonly hosts: Set<string>;
  readonly children: Set<string>;
  readonly parents: Set<string>;
  readonly vars: Variables;
  /** Among groups of one depth those with a higher one are heard later. `ansible_group_priority`. */
  priority: number;
}

/** A host of an inventory. */
export interface Host {
  readonly name: string;
  /** Where it is named first. */
  readonly at: Span;
  /** The groups that name it, those above them not. */
  readonly groups: Set<string>;
  readonly vars: Variables;
}

/** The group that all others are in. */
export const ALL = "all";
/** The group of hosts that are in no other. */
export const UNGROUPED = "ungrouped";

/** Groups and hosts as an inventory names them (Ansible, "How to build your inventory"). */
export class Inventory {
  readonly source: Source;
  readonly groups = new Map<string, Group>();
  readonly hosts = new Map<string, Host>();
  #full = false;

  constructor(source: Source) {
    this.source = source;
    this.addGroup(ALL);
    this.addGroup(UNGROUPED);
    this.addChild(ALL, UNGROUPED);
  }

  /** The group of this name, made where there is none. */
  addGroup(name: string): Group {
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const group = { name, hosts: new Set<string>(), children: new Set<string>(), parents: new Set<string>() };
    const made: Group = { ...group, vars: new Map(), priority: 1 };
    this.groups.set(name, made);
    return made;
  }

  /** Whether there is room for a host of this name; the first for which there is none is reported. */
  takes(name: string, at: Span, report: Report): boolean {
    if (this.hosts.size < MAX_HOSTS || this.hosts.has(name)) return true;
    if (!this.#full) report("INV204", at, `the inventory names more than ${MAX_HOSTS.toLocaleString("en")} hosts`);
    this.#full = true;
    return false;
  }

  /** Puts a host into a group. */
  addHost(name: string, group: Group, at: Span): Host {
    const host = this.hosts.get(name) ?? { name, at, groups: new Set<string>(), vars: new Map() };
    this.hosts.set(name, host);
    host.groups.add(group.name);
    group.hosts.add(name);
    return host;
  }

  /** Puts a group below another one. False where it stands above that. */
  addChild(parent: string, child: string): boolean {
    if (parent === child || this.ancestors([parent]).has(child)) return false;
    this.addGroup(parent).children.add(child);
    this.addGroup(child).parents.add(parent);
    return true;
  }

  /** Sets a host's variable, or a group's where one has the same name, as Ansible does. */
  setVariable(entity: string, name: string, variable: Variable): void {
    const group = this.groups.get(entity);
    if (group === undefined) this.hosts.get(entity)?.vars.set(name, variable);
    else if (name === "ansible_group_priority") group.priority = Number(variable.value) || 0;
    else group.vars.set(name, variable);
  }

  /** Puts what is in no group where it belongs: groups below `all`, hosts into `ungrouped`. */
  settle(): this {
    for (const { name, parents } of this.groups.values())
      if (name !== ALL && parents.size === 0) this.addChild(ALL, name);
    const ungrouped = this.addGroup(UNGROUPED);
    for (const { name, groups } of this.hosts.values()) {
      const grouped = [...groups].some((group) => group !== ALL && group !== UNGROUPED);
      if (grouped) {
        groups.delete(UNGROUPED);
        ungrouped.hosts.delete(name);
      } else {
        groups.add(UNGROUPED);
        ungrouped.hosts.add(name);
      }
    }
    return this;
  }

  /** Some groups and all that stand above them. */
  ancestors(groups: Iterable<string>): ReadonlySet<string> {
    const found = new Set(groups);
    for (const name of found) for (const parent of this.groups.get(name)?.parents ?? []) found.add(parent);
    return found;
  }
}
