import { credentialVariables } from "./environment.ts";

/** The inventories there are, in the order in which they are forced. */
export type InventoryName = "hardware" | "software";

/** A file that holds a list of computers, as the runbook names it. */
export interface ListAnswer {
  /** Relative to the runbook, with slashes. */
  readonly path: string;
  /** The column of a CSV; null where it is found by itself. */
  readonly column: string | null;
}

/** All that is to be known to write a runbook. */
export interface InitAnswers {
  readonly name: string;
  readonly owner: string | null;
  readonly inventories: readonly InventoryName[];
  /** Full reports; otherwise what has changed since the last one. */
  readonly full: boolean;
  readonly hosts: readonly string[];
  readonly list: ListAnswer | null;
  readonly credential: string | null;
  /** How many computers that is; null where they are not known yet. */
  readonly targets: number | null;
}

/** Where a runbook's first line points, from the directory in which the runbook lies. */
export const SCHEMA_PATH = ".invrun/runbook.schema.json";

/** A line, and the comment at its end; null for none. */
type Line = readonly [text: string, comment: string | null];

/** A runbook with comments that say what could stand where. It is in the form that `fmt` gives. */
export function initText(answers: InitAnswers): string {
  const paragraphs = [head(answers), targets(answers), connection(answers), ROLLOUT, steps(answers)];
  const preamble = `# yaml-language-server: $schema=${SCHEMA_PATH}\n# (The line above lets an editor complete and explain every word.)\n`;
  return `${preamble}${paragraphs
    .filter((lines) => lines.length > 0)
    .map(aligned)
    .join("\n")}`;
}

function head({ name, owner, inventories, full }: InitAnswers): readonly Line[] {
  const named = inventories.join(" and ");
  const about = full ? `Full ${named} reports` : `What has changed in ${named} since the last report`;
  return [
    [`name: ${scalar(name)}`, null],
    [`about: ${about}`, "what it is for, in a sentence"],
    owner === null
      ? ["# owner: endpoint-team@corp.example", "who answers for it"]
      : [`owner: ${scalar(owner)}`, "who answers for it"],
  ];
}

function targets({ hosts, list, targets: known }: InitAnswers): readonly Line[] {
  if (hosts.length === 0 && list === null) return [];
  const count = known ?? 1;
  return [
    ["targets:", null],
    ...(hosts.length === 0 ? [] : hostLines(hosts)),
    ...(list === null ? [] : listLines(list)),
    ['  # exclude: { hosts: ["*-lab"] }', "never touched, whatever list is used"],
    [`  # expect: { min: ${count}, max: ${count} }`, "otherwise nothing is touched"],
  ];
}

function hostLines(hosts: readonly string[]): readonly Line[] {
  return [
    ["  hosts:", "names, or ranges such as pc-[001:250].corp.example"],
    ...hosts.map((host): Line => [`    - ${scalar(host)}`, null]),
  ];
}

function listLines({ path, column }: ListAnswer): readonly Line[] {
  const entry = column === null ? scalar(path) : `{ path: ${scalar(path)}, column: ${scalar(column)} }`;
  return [
    ["  files:", "lists of names: text, CSV or YAML; relative to this file"],
    [`    - ${entry}`, null],
  ];
}

function connection({ credential }: InitAnswers): readonly Line[] {
  const { username, password } = credentialVariables(credential ?? "");
  return [
    ["connection:", null],
    ["  tls: false", "port 5985, every message sealed; true: port 5986"],
    credential === null
      ? ["  # credential: corp-admin", `without a name: ${username} and ${password}`]
      : [`  credential: ${scalar(credential)}`, `its value: ${username} and ${password}`],
  ];
}

const ROLLOUT: readonly Line[] = [
  ["rollout:", null],
  ["  rate: 100/min", "targets started a minute; spares the management point"],
  ["  # batches: [5, 10%, rest]", "a few at first; above 20 targets that is so by itself"],
  ["  # max-failed: 5%", "one more, and no further target is started"],
  ['  # window: { days: [tue, wed, thu], from: "22:00", to: "04:00", zone: Europe/Berlin }', null],
];

const RESETS = { hardware: "reset-hw-cache", software: "reset-sw-cache" } as const;
const WAITS: Readonly<Record<InventoryName, Line>> = {
  hardware: ["  - wait: { for: [hardware], timeout: 45m }", "until the client has sent its report"],
  software: ["  - wait: { for: [software], timeout: 4h }", "software inventory takes its time"],
};

function steps({ inventories, full }: InitAnswers): readonly Line[] {
  const resets = inventories.map(
    (inventory): Line => [`  - ${RESETS[inventory]}:`, "makes the next report a full one"],
  );
  const goesOn: Line = ["    on-error: continue", "hardware is what counts; leave it out if both do"];
  return [
    ["steps:", null],
    ...(full ? resets : []),
    [`  - force-inventory: [${inventories.join(", ")}]`, "now, not at the next cycle"],
    ...inventories.map((inventory) => WAITS[inventory]),
    ...(inventories.length > 1 ? [goesOn] : []),
  ];
}

/** The lines of a paragraph, their comments in one column. */
function aligned(lines: readonly Line[]): string {
  const column = Math.max(...lines.map(([text, comment]) => (comment === null ? 0 : text.length)));
  const written = lines.map(([text, comment]) =>
    comment === null ? text : `${text.padEnd(Math.max(column, LEAST_COLUMN))} # ${comment}`,
  );
  return `${written.join("\n")}\n`;
}

/** Comments begin behind this column at least, so that those of short paragraphs stand below each other. */
const LEAST_COLUMN = 35;

/** A text as YAML reads it: as it is where nothing could take it for something else. */
function scalar(text: string): string {
  const plain = /^[\p{L}.][\p{L}\w.@/-]*(?:\[\w+:\w+(?::\w+)?\][\w.-]*)*(?: [\p{L}\w.@/-]+)*$/u.test(text);
  const taken = /^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan)$/i.test(text);
  return plain && !taken ? text : JSON.stringify(text);
}
