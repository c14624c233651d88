import type { DiagnosticRow } from "./row.ts";

/** INV2xx: which computers are meant. */
export const targetDiagnostics = {
  INV201: {
    title: "not the name or address of a computer",
    hint: "Write a host name such as `pc-117.corp.example`; a port goes into `{ name, port }`.",
  },
  INV202: { title: "a range that counts nothing", hint: "Write it like `[001:250]`, `[a:f]` or `[0:100:5]`." },
  INV203: {
    title: "a range with one address",
    hint: "An address is one computer's: write one name, or leave `address` out.",
  },
  INV204: {
    title: "more hosts than one run may have",
    hint: "A list may name 1,000,000 hosts; make the ranges smaller.",
  },
  INV205: {
    title: "a host is named twice",
    hint: "Name each host once; upper and lower case are the same.",
  },
  INV206: { title: "an expectation that nothing can meet", hint: "`min` must not be above `max`." },
  INV207: {
    title: "not as many targets as expected",
    hint: "Correct the list of hosts, or the expectation if the number is right.",
  },
  INV208: { title: "an exclude that matches no host", hint: "Check its spelling, or take it out." },
  INV209: { title: "no host is left", hint: "Narrow the excludes, or name more hosts." },
  INV210: { title: "a host is named in more than one list", hint: "It is taken once, as it was named first." },
  INV211: {
    title: "a list of a kind that is not known",
    hint: "A list is text with a name a line (.txt), CSV (.csv, .tsv) or YAML (.yml, .yaml).",
  },
  INV212: {
    title: "the column of names is not to be found",
    hint: "`column` names a column of a CSV file; take it out where the file is none.",
  },
  INV213: {
    title: "a quoted text in a CSV that does not end with its quote",
    hint: "Close it where it ends; a quote within quotes is doubled.",
  },
  INV214: {
    title: "rows of a CSV without a name",
    hint: "They are passed over: fill them in, or name another column with `{ path, column }`.",
  },
  INV215: { title: "a list that names nobody", hint: "Fill it, or take it out; a failed export leaves such files." },
  INV216: { title: "a list within a list within a list", hint: "Write that into the runbook itself." },
  INV217: {
    title: "a list of excludes that holds more than hosts",
    hint: "Take it out, or name the hosts that are meant in a list of their own.",
  },
  INV218: {
    title: "a group or tag that nobody has",
    hint: "Check its spelling; groups come from inventories, tags stand beside a host's name.",
  },
  INV219: {
    title: "a source that is asked anew, without an expectation",
    hint: "Write how many targets there should be, such as `expect: { min: 200, max: 3500 }`.",
  },
  INV220: {
    title: "no inventory as Ansible reads it",
    hint: "`ansible-inventory --list` says what Ansible makes of it.",
  },
  INV221: {
    title: "a group of an inventory that is not there, or above itself",
    hint: "Declare it as `[name]`, or correct its spelling.",
  },
  INV222: {
    title: "a secret in an inventory",
    hint: "Take it out and change it, since it was written down; credentials go by name, and their values stand elsewhere.",
  },
  INV223: {
    title: "a variable that only Ansible can fill in",
    hint: "Write the value out: templates and sealed values are not opened here.",
  },
  INV224: { title: "a variable of an inventory that cannot be gone by", hint: "Correct it, or take it out." },
  INV225: {
    title: "variables of an inventory that are passed over",
    hint: "What a run goes by stands in docs/targets.md.",
  },
  INV226: {
    title: "hosts of an inventory that are left out",
    hint: "Only hosts with `winrm`, `psrp` or no `ansible_connection` are targets.",
  },
  INV227: {
    title: "an inventory that asks not to look at certificates",
    hint: "Name the authority under `connection.ca`, or each certificate by its `fingerprint` in a list of your own; then take this out.",
  },
  INV228: {
    title: "a source of targets that cannot be asked here",
    hint: "Only `plan` and `apply` ask. Name the computers in a list, with --targets FILE.",
  },
  INV229: {
    title: "what a command printed is no list",
    hint: "It must print JSON: a list of names and hosts, or groups as `ansible-inventory --list` prints them.",
  },
  INV230: {
    title: "a name that no command can have",
    hint: "Write a name such as `cmdb`.",
  },
  INV231: {
    title: "a command that your configuration does not have",
    hint: "Name it there under `commands`: `cmdb: { run: [cmdb-export, --json] }`; `invrun config` shows where.",
  },
  INV232: {
    title: "an LDAP filter that means nothing",
    hint: "Write it like `(operatingSystem=Windows 11*)` or `(&(objectClass=computer)(name=pc-*))`.",
  },
  INV233: {
    title: "no address of a directory",
    hint: "Write it like `ldaps://dc-1.corp.example`.",
  },
  INV245: {
    title: "mistakes in a text outside the project",
    hint: "Nothing of it is shown, since it may be anything that a runbook names. Look at it yourself, or keep it in the project.",
  },
  INV246: {
    title: "a collection that the site does not have",
    hint: "Check its name or id; an account sees only the collections of its scope.",
  },
  INV247: {
    title: "not every member of a collection can be seen",
    hint: "The account sees only what its scope at the site holds; give it a wider one if there should be more.",
  },
  INV248: {
    title: "a collection that cannot be meant",
    hint: "Name a collection of computers, by its id where several have its name.",
  },
  INV249: {
    title: "names in a collection that no computer can have",
    hint: "Have the records of these names deleted at the site, or rename the computers.",
  },
} as const satisfies Record<string, DiagnosticRow>;
