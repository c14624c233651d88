import { ALL, type Group, type Host, type Inventory, type Variable, type Variables } from "./inventory.ts";

/** Variables that stand in files beside an inventory, by the group or host that the file is named after. */
export interface BesideVariables {
  readonly groups: ReadonlyMap<string, Variables>;
  readonly hosts: ReadonlyMap<string, Variables>;
}

/** The variables of a host, whatever level they stand at. */
export type HostVariables = (host: Host) => ReadonlyMap<string, Variable>;

/**
 * Ansible's order ("Using variables", precedence 3 to 10; VARIABLE_PRECEDENCE in its configuration): the group `all` in
 * the inventory, its other groups, `group_vars/all`, the other files of `group_vars`, the host in the inventory, its file
 * of `host_vars`. What comes later wins. Groups go by depth, then priority, then name.
 */
export function hostVariables(inventory: Inventory, beside: BesideVariables): HostVariables {
  const depths = groupDepths(inventory);
  const ofGroups = new Map<string, Variables>();
  const merged = (groups: ReadonlySet<string>): Variables => {
    const key = [...groups].sort().join("\n");
    const known = ofGroups.get(key);
    if (known !== undefined) return known;
    const sorted = sortGroups(inventory, [...inventory.ancestors(groups)], depths);
    const all = inventory.groups.get(ALL) as Group;
    const layers = [
      all.vars,
      ...sorted.map(({ vars }) => vars),
      ...[all, ...sorted].map(({ name }) => beside.groups.get(name)),
    ];
    const made = join(layers);
    ofGroups.set(key, made);
    return made;
  };
  return (host) => {
    const own = beside.hosts.get(host.name);
    const below = merged(host.groups);
    return host.vars.size === 0 && own === undefined ? below : join([below, host.vars, own]);
  };
}

function join(layers: readonly (Variables | undefined)[]): Variables {
  const joined: Variables = new Map();
  for (const layer of layers) for (const [name, variable] of layer ?? []) joined.set(name, variable);
  return joined;
}

function sortGroups(
  inventory: Inventory,
  names: readonly string[],
  depths: ReadonlyMap<string, number>,
): readonly Group[] {
  const groups = names.filter((name) => name !== ALL).map((name) => inventory.groups.get(name) as Group);
  const depth = ({ name }: Group) => depths.get(name) ?? 0;
  return groups.sort((a, b) => depth(a) - depth(b) || a.priority - b.priority || compareText(a.name, b.name));
}

/** By code points, as Python compares. */
function compareText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (const [at, character] of left.entries()) {
    const difference = (character.codePointAt(0) as number) - (right[at]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** How far each group is from `all`, by the longest way. */
function groupDepths({ groups }: Inventory): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const waiting = new Map([...groups.values()].map(({ name, parents }) => [name, parents.size]));
  const ready = [...waiting].filter(([, parents]) => parents === 0).map(([name]) => name);
  for (const name of ready) {
    const depth = depths.get(name) ?? 0;
    depths.set(name, depth);
    for (const child of groups.get(name)?.children ?? []) {
      depths.set(child, Math.max(depths.get(child) ?? 0, depth + 1));
      const left = (waiting.get(child) as number) - 1;
      waiting.set(child, left);
      if (left === 0) ready.push(child);
    }
  }
  return depths;
}
