import { hasErrors } from "../../../src/model/diagnostic.ts";
import { renderDiagnostics } from "../../../src/report/diagnostics.ts";
import { looksLikeInventory } from "../../../src/targets/ansible/read.ts";
import { parseTargets } from "../../../src/targets/parse.ts";
import { parsePrintedList } from "../../../src/targets/printed-list.ts";
import { select } from "../../../src/targets/select.ts";
import { checkHidden, HIDDEN, isHiddenIn } from "../hidden.ts";
import type { Kind } from "../kind.ts";
import { jsonMutators } from "../mutations/json.ts";
import { lineMutators } from "../mutations/lines.ts";
import { longRuns } from "../mutations/runs.ts";
import { listWords, textsIn } from "../texts.ts";
import { show, textOf } from "./runbook.ts";

const words: readonly string[] = [
  ..."all ungrouped hosts children vars plugin _meta hostvars ansible_host ansible_port ansible_connection".split(" "),
  ..."ansible_password ansible_winrm_scheme ansible_group_priority invrun_identity winrm psrp ssh any https".split(" "),
  ...[":children]", ":vars]", "[a]", "a[1:9]", "a[01:50:7]", "a[b:d]", "b[9:1]", ":5986", "ansible_port=5986", HIDDEN],
  ...[
    "{{ x }}",
    "!vault |",
    "!unsafe",
    "&a",
    "*a",
    "<<: *a",
    "<<: [*a, *a]",
    "0x1F",
    "1:30",
    "0o17",
    "1_0",
    "yes",
    "~",
  ],
  ...["True", "None", "'''", '"""', "(1,)", "{'a': 1}", "\\", "$ANSIBLE_VAULT;1.1;AES256", "#!/bin/sh", "#", ";"],
  ...listWords,
];

/** Ranges may name many hosts. */
const MOST_CPU_MS = 6_000;

/** A form that lists of hosts with groups come in; no message may hold what stands under the name of a secret. */
function inventoryKind(name: string, samples: readonly Buffer[], parse: typeof parseTargets): Kind {
  return {
    samples,
    words,
    text: true,
    structures: name.endsWith(".json") ? [...jsonMutators, ...lineMutators, longRuns] : [...lineMutators, longRuns],
    mostCpuMs: MOST_CPU_MS,
    async try(input) {
      const source = await textOf(input, name);
      if (source === null) return "refused";
      looksLikeInventory(source);
      const { selection, diagnostics } = parse(source, { format: "ansible" });
      const all = [...diagnostics, ...(selection === null ? [] : select(selection).diagnostics)];
      show(all);
      if (isHiddenIn(source.text)) checkHidden(renderDiagnostics(all, { color: false }));
      return selection === null || hasErrors(all) ? "refused" : "accepted";
    },
  };
}

const ini = `pc-0
[berlin]
pc-[01:20] ansible_port=5986 # why
pc-a:5986 ansible_host='10.0.0.1' x="[1, 'two', {'a': None}]"
[paris]
fr-[a:c] ansible_connection=ssh
[eu:children]
berlin
paris
[eu:vars]
ansible_connection = winrm
ansible_user={{ who }}
`;

const yaml = `all:
  vars: { ansible_connection: winrm, ansible_port: 0x1762 }
  children:
    berlin:
      hosts:
        pc-[01:20]: &x { ansible_winrm_scheme: https }
        pc-a: { <<: *x, ansible_host: 10.0.0.1, invrun_identity: any }
    paris:
      hosts: fr-1
    eu: { children: { berlin: , paris: } }
`;

const printed = {
  _meta: { hostvars: { "pc-1": { ansible_host: "10.0.0.1", ansible_port: 5986 }, "pc-2": {} } },
  all: { children: ["berlin", "ungrouped"] },
  berlin: { hosts: ["pc-1", "pc-2"], vars: { ansible_connection: "winrm" }, children: [] },
  paris: ["pc-3"],
};

const secretLine = `ansible_password=${HIDDEN}`;
const LISTS = ["test/cases/validate", "test/cases/validate/lists"];

/** Inventories of Ansible in INI. */
export const iniInventories: Kind = inventoryKind(
  "list.ini",
  [
    Buffer.from(ini),
    Buffer.from(`${ini}${secretLine}\n`),
    Buffer.from(`pc-1 ${secretLine} x\n[a:vars]\nx=1\n`),
    ...textsIn(LISTS, /\.ini$/),
  ],
  parseTargets,
);

/** Inventories of Ansible in YAML. */
export const yamlInventories: Kind = inventoryKind(
  "list.yml",
  [
    Buffer.from(yaml),
    Buffer.from(`${yaml}    more: { vars: { ansible_password: ${HIDDEN} } }\n`),
    Buffer.from(`all:\n  hosts:\n    pc-1:\n      ansible_password: "${HIDDEN}"\n      ansible_port: 0\n`),
  ],
  parseTargets,
);

/** What commands print: lists of ours in JSON, and those of Ansible's inventory scripts. */
export const printedLists: Kind = inventoryKind(
  "printed.json",
  [
    printed,
    ["pc-1", { name: "pc-2", address: "10.0.0.1", port: 5986, identity: "any" }, "pc-[1:9]"],
    { ...printed, berlin: { hosts: ["pc-1", 7], vars: { ansible_password: HIDDEN } } },
    { all: { hosts: [] }, _meta: { hostvars: { "pc-1": { ansible_port: "x", ansible_password: HIDDEN } } } },
  ].flatMap((value) => [JSON.stringify(value), JSON.stringify(value, null, 2)].map((text) => Buffer.from(text))),
  (source) => parsePrintedList(source),
);
