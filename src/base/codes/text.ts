import type { DiagnosticRow } from "./row.ts";

/** INV10x: the file; INV11x: its YAML; INV12x: its words and values; INV14x: its steps; INV15x: its connection; INV16x: its requirements; INV17x: its rollout; INV18x: certificates; INV18x: the credentials of a configuration. */
export const textDiagnostics = {
  INV101: {
    title: "the file cannot be read",
    hint: "Check the path; it is taken from the directory in which the command runs.",
  },
  INV102: { title: "the file is not a text in UTF-8", hint: "Save it as UTF-8." },
  INV103: { title: "the file is empty", hint: "Write at least `name` and `steps`; runbooks/ holds examples." },
  INV104: {
    title: "the file is larger, deeper or fuller than any runbook",
    hint: "Split it, or put the hosts into ranges such as `pc-[001:250]`.",
  },
  INV110: { title: "the text is not YAML", hint: "Mend the line that is underlined; what follows it was not checked." },
  INV111: {
    title: "a colon or a space is missing",
    hint: "A key is followed by a colon and a space, a list item begins with a dash and a space.",
  },
  INV112: { title: "a key stands twice", hint: "Keep one of the two." },
  INV113: { title: "anchors and aliases are not part of the language", hint: "Write the value out where it is used." },
  INV114: { title: "tags and directives are not part of the language", hint: "Leave it out; quotes make a text." },
  INV115: { title: "merge keys are not part of the language", hint: "Write the keys out where they are used." },
  INV116: { title: "the file holds several documents", hint: "Keep one document a file, without a `---` after it." },
  INV117: { title: "the indentation is wrong", hint: "Indent with spaces; keys of one map begin in one column." },
  INV118: {
    title: "YAML reads the value as something else",
    hint: "Write it in quotes, so that it stays what was written.",
  },
  INV120: { title: "an unknown key", hint: "Check its spelling, or take it out." },
  INV121: { title: "a key is missing", hint: "Add it." },
  INV122: { title: "a value of the wrong shape", hint: "Write it in the shape that is named." },
  INV123: { title: "a value that is none of the words allowed here", hint: "Write one of the words that are named." },
  INV124: { title: "a number or duration out of bounds", hint: "Stay within the bounds that are named." },
  INV125: { title: "a duration without a unit, or none at all", hint: "Write it like `90s`, `15m`, `1h30m` or `2d`." },
  INV126: { title: "something is empty", hint: "Fill it, or take it out." },
  INV127: { title: "a word stands twice in a list", hint: "Keep one of the two." },
  INV140: { title: "a step without a kind", hint: "Begin the step with its kind, such as `- reset-hw-cache:`." },
  INV141: { title: "a step with several kinds", hint: "One step, one kind: give each a list item of its own." },
  INV142: {
    title: "a key at the wrong depth",
    hint: "`name`, `timeout`, `retries` and `on-error` stand beside a step's kind, its own input below it.",
  },
  INV143: {
    title: "a timeout beside a wait",
    hint: "Put it into the wait: `wait: { for: [hardware], timeout: 45m }`.",
  },
  INV144: {
    title: "a wait with nothing to wait for",
    hint: "Force or reset the inventory in an earlier step: only what comes after is counted.",
  },
  INV145: {
    title: "a force that no step waits for",
    hint: "Add a wait, such as `wait: { for: [hardware] }`, if the outcome matters.",
  },
  INV146: {
    title: "a reset that no step forces",
    hint: "Add `force-inventory` after it, if the full report is wanted now.",
  },
  INV150: {
    title: "basic authentication without TLS",
    hint: "Set `tls: true`; basic would send the password readable.",
  },
  INV151: { title: "certificate authorities without TLS", hint: "Set `tls: true`, or take `ca` out." },
  INV152: {
    title: "a secret in a runbook",
    hint: "Take it out and change it, since it was written down; name a `credential`, whose value stands in the environment.",
  },
  INV160: {
    title: "a requirement that leaves nobody",
    hint: "Write `false`: clients in provisioning mode are then skipped.",
  },
  INV170: { title: "batches behind the rest", hint: "Let `rest` end the list." },
  INV171: {
    title: "a batch that is too large for the fleet",
    hint: "Make it smaller, or write percentages such as `10%`, which fit every fleet.",
  },
  INV172: {
    title: "a limit that lets the criterion be lost",
    hint: "Lower `max-failed`, so that the brake closes before, or `success`.",
  },
  INV173: {
    title: "a limit that nothing reaches",
    hint: "Lower it, or write a percentage; `100%` says that there is none.",
  },
  INV174: {
    title: "later tries that never come",
    hint: "Add a `window`, or take `retry-unreachable` out; `resume` tries again as well.",
  },
  INV175: { title: "an unknown time zone", hint: "Write its IANA name, such as `Europe/Berlin`." },
  INV176: { title: "a window without an end", hint: "Let it end at another time than it opens." },
  INV177: {
    title: "waits that outlast the window before a change",
    hint: "Shorten them, or let the window be open for longer: after its end nothing that changes is sent.",
  },
  INV178: { title: "a criterion that cannot be met", hint: "Lower `success`, or write a percentage." },
  INV180: {
    title: "a logon by certificate without TLS",
    hint: "Set `tls: true`: a certificate is shown in TLS alone.",
  },
  INV181: {
    title: "a demand on certificates without TLS",
    hint: "Set `tls: true`, or take it out: without TLS no certificate is shown, and none is compared.",
  },
  INV185: {
    title: "a name that no credential can have",
    hint: "Write a name such as `corp-admin`, which no other differs from in case alone.",
  },
  INV186: {
    title: "a secret that is written out",
    hint: "Take it out and change it, since it was written down. Say where it comes from: `{ file: ~/.secrets/corp }`, `{ command: [pass, corp] }` or `{ prompt: true }`.",
  },
  INV187: {
    title: "a secret without one source",
    hint: "Name exactly one of `env`, `file`, `command`, `key-store` and `prompt`.",
  },
  INV188: {
    title: "an account that cannot log on",
    hint: "Write `username` with `password` or `keytab`, or `tickets: true`, or `certificate` with `key`.",
  },
  INV189: {
    title: "a program named from the working directory",
    hint: "Write its name alone, to be found on PATH, or its whole path.",
  },
  INV190: {
    title: "a credential of the project that the user's configuration has as well",
    hint: "Yours is used. Give one of the two another name if both are needed.",
  },
  INV195: {
    title: "a script that would go readable",
    hint: "Set `tls: true`; or, where the hosts allow unencrypted traffic, write `powershell: { script: …, unencrypted: true }`.",
  },
  INV196: {
    title: "a script that is too long",
    hint: "Put it into a file that the computers can read, and call that; or make several steps of it.",
  },
  INV197: {
    title: "a logon that scripts cannot be run with",
    hint: "Write `negotiate`, `ntlm` or `basic`, or put the script into a runbook of its own: winrm-client knows NTLM and Basic alone.",
  },
  INV198: {
    title: "an address that no administration service has",
    hint: "Write it like `https://sms.corp.example/AdminService`.",
  },
} as const satisfies Record<string, DiagnosticRow>;
