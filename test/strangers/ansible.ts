import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { variablesFiles } from "../../src/app/inventory-files.ts";
import type { Json } from "../../src/base/json.ts";
import { createSource } from "../../src/model/source.ts";
import { variablesOf } from "../../src/targets/ansible/beside.ts";
import { hostVariables } from "../../src/targets/ansible/precedence.ts";
import { readInventory } from "../../src/targets/ansible/read.ts";

/** An inventory as both sides tell it: what is empty is left out, and order counts for nothing. */
export interface Told {
  readonly hosts: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly groups: Readonly<
    Record<string, { readonly hosts: readonly string[]; readonly children: readonly string[] }>
  >;
}

type Listed = Readonly<
  Record<string, { readonly hosts?: readonly string[]; readonly children?: readonly string[] }>
> & {
  readonly _meta: { readonly hostvars: Readonly<Record<string, Readonly<Record<string, Json>>>> };
};

const run = promisify(execFile);

/** What Debian's ansible-inventory makes of a file; rejects where it cannot read it. */
export async function asAnsibleTells(path: string): Promise<Told> {
  const env = { PATH: "/usr/bin:/bin", HOME: tmpdir(), LC_ALL: "C.UTF-8" };
  const strict = { ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED: "1", ANSIBLE_INVENTORY_ENABLED: "yaml,ini" };
  const { stdout } = await run("/usr/bin/ansible-inventory", ["-i", path, "--list"], {
    env: { ...env, ...strict },
    maxBuffer: 64 * 1024 * 1024,
    cwd: tmpdir(),
  });
  const { _meta: meta, ...groups } = JSON.parse(stdout, untagged) as Listed;
  const names = Object.values(groups).flatMap(({ hosts = [] }) => hosts);
  const hosts = Object.fromEntries([...new Set(names)].map((name) => [name, meta.hostvars[name] ?? {}]));
  return told(
    hosts,
    Object.entries(groups).map(([name, { hosts = [], children = [] }]) => [name, { hosts, children }]),
  );
}

/** A text that Ansible marks as no template is that text to us. */
function untagged(_: string, value: unknown): unknown {
  const { __ansible_unsafe: text } = (value ?? {}) as { readonly __ansible_unsafe?: string };
  return text ?? value;
}

/** What our reader makes of it, with the files beside it. */
export async function asWeTell(path: string): Promise<Told> {
  const source = createSource(path, readFileSync(path, "utf8"));
  const { inventory, diagnostics } = readInventory(source);
  const { files, diagnostics: unread } = await variablesFiles(source, inventory);
  const beside = variablesOf(files, []);
  if (inventory === null || diagnostics.length + unread.length > 0)
    throw new Error(`${path}: ${[...diagnostics, ...unread].map(({ message }) => message).join("; ")}`);
  const variables = hostVariables(inventory, beside);
  const hosts = [...inventory.hosts.values()].map((host) => [
    host.name,
    Object.fromEntries([...variables(host)].map(([name, { value }]) => [name, value])),
  ]);
  const groups = [...inventory.groups.values()].map(
    ({ name, hosts: own, children }) => [name, { hosts: [...own], children: [...children] }] as const,
  );
  return told(Object.fromEntries(hosts), groups);
}

type Members = { readonly hosts: readonly string[]; readonly children: readonly string[] };

function told(hosts: Told["hosts"], groups: readonly (readonly [string, Members])[]): Told {
  const named = groups.map(([name, group]) => {
    const children = group.children.filter((child) => child !== "ungrouped");
    // Ansible does not list hosts of `all` itself.
    return [name, { hosts: name === "all" ? [] : [...group.hosts].sort(), children: [...children].sort() }] as const;
  });
  const filled = named.filter(([, group]) => group.hosts.length + group.children.length > 0);
  return { hosts, groups: Object.fromEntries(filled) };
}

/** The inventories of a folder, and not the variables beside them. */
export function inventoriesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
}
