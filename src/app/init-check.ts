import type { Diagnostic } from "../model/diagnostic.ts";
import { createSource } from "../model/source.ts";
import { parseRunbook } from "../runbook/parse.ts";
import { stepKinds } from "../steps/index.ts";
import { readCsv } from "../targets/csv.ts";
import { listFormat } from "../targets/parse.ts";
import { select } from "../targets/select.ts";
import { type InitAnswers, initText } from "./init-text.ts";
import { readLists } from "./read-lists.ts";
import { readText } from "./read-text.ts";

/** What a runbook made of some answers would be worth. */
export interface InitCheck {
  readonly text: string;
  /** The computers it names. */
  readonly targets: number;
  /** Only errors. */
  readonly mistakes: readonly Diagnostic[];
}

/** Checks the runbook that some answers make as `validate` would, the list it names included, before it is written. */
export async function checkAnswers(answers: InitAnswers, path: string): Promise<InitCheck> {
  // Its name may be the last thing to be known.
  const text = initText(answers.name === "" ? { ...answers, name: "runbook" } : answers);
  const { selection, diagnostics } = parseRunbook(createSource(path, text), stepKinds);
  const files = await readLists([{ selection, excludesOnly: false }]);
  const selected = select(selection, files);
  const all = [...diagnostics, ...files.diagnostics, ...selected.diagnostics];
  return { text, targets: selected.targets.length, mistakes: all.filter(({ severity }) => severity === "error") };
}

/** The columns of a CSV, and those of them that could hold names of computers. */
export interface Columns {
  readonly all: readonly string[];
  readonly likely: readonly string[];
}

/** How many rows are looked at. */
const SAMPLE = 1000;

/** The columns of a list; null where it is no CSV or cannot be read. A column of names holds a name a row, none twice. */
export async function readColumns(path: string): Promise<Columns | null> {
  if (listFormat(path) !== "csv") return null;
  const { source } = await readText(path, { utf16: true });
  const table = source === null ? null : readCsv(source.text);
  if (table === null) return null;
  const all = table.header.map(({ text }) => text);
  const cells: string[][] = all.map(() => []);
  let rows = 0;
  for (const row of table.rows) {
    for (const [column, { text }] of row.entries()) if (text !== "") cells[column]?.push(text);
    rows += 1;
    if (rows === SAMPLE) break;
  }
  const holdsNames = (texts: readonly string[]) =>
    texts.length > rows / 2 &&
    texts.every(isName) &&
    new Set(texts.map((text) => text.toLowerCase())).size === texts.length;
  return { all, likely: all.filter((heading, column) => heading !== "" && holdsNames(cells[column] ?? [])) };
}

/** Letters, digits, hyphens and dots, and a letter among them, as the names of computers have (RFC 1123 2.1). */
function isName(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]*$/.test(text) && /[A-Za-z]/.test(text) && text.length <= 253;
}
