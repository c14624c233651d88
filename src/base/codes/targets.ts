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
  INV216: { title: "a list within a list within a list", hint: "Name its files in the runbook itself." },
  INV217: {
    title: "a list of excludes that holds more than hosts",
    hint: "Take it out, or name the hosts that are meant in a list of their own.",
  },
} as const satisfies Record<string, DiagnosticRow>;
