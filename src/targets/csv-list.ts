import { suggest } from "../base/suggest.ts";
import type { FileEntry, HostEntry } from "../model/selection.ts";
import { clip } from "../text/words.ts";
import { type Cell, readCsv } from "./csv.ts";
import type { Report } from "./report.ts";

/** What the column of names is called where it is not named, in the order in which they are looked for. */
const COLUMNS: readonly string[] = ["Name", "ComputerName", "Computer", "HostName", "DNSHostName", "DeviceName"];

/** Where the mistakes of a CSV go: those of the file itself, and those of the entry that names its column. */
export interface CsvReports {
  readonly inFile: Report;
  /** The entry that names the file, and its reporter; null where a flag or an argument named it. */
  readonly namedBy: { readonly entry: FileEntry; readonly report: Report } | null;
}

/** The names of one column of a CSV. Rows without a name are passed over, and counted. */
export function readCsvList(text: string, reports: CsvReports): readonly HostEntry[] {
  const { inFile } = reports;
  const table = readCsv(text);
  const column = table === null ? null : findColumn(table.header, reports);
  if (table === null || column === null) return [];
  const hosts: HostEntry[] = [];
  let nameless = 0;
  let first: Cell | null = null;
  for (const cells of table.rows) {
    const cell = cells[column];
    if (cell !== undefined && cell.text !== "") {
      const { text: name, from, to } = cell;
      hosts.push({ name, address: null, port: null, anyIdentity: false, addressAt: null, from, to });
      continue;
    }
    nameless += 1;
    first ??= cells[0] as Cell;
  }
  const broken = table.broken();
  if (broken !== null) {
    const rest = broken.rest === null ? "" : clip(text.slice(broken.rest.from, broken.rest.to).trim());
    const message =
      broken.rest === null ? "this quote is never closed" : `behind the closing quote of this text stands \`${rest}\``;
    inFile("INV213", broken, message);
    return [];
  }
  if (first !== null) {
    const { text: heading } = table.header[column] as Cell;
    const rows = nameless === 1 ? "this row has" : `${nameless.toLocaleString("en")} rows from this one on have`;
    inFile("INV214", first, `${rows} no \`${heading}\``, { severity: "warning" });
  }
  return hosts;
}

/** Whether a text looks like CSV: its first line names a column that is known to hold names. */
export function looksLikeCsv(text: string): boolean {
  const header = readCsv(text)?.header ?? [];
  const known = COLUMNS.map((name) => name.toLowerCase());
  return header.some((cell) => known.includes(plainWord(cell.text)));
}

/** The index of the column of names, or null where it was reported. */
function findColumn(header: readonly Cell[], { inFile, namedBy }: CsvReports): number | null {
  const headings = header.map(({ text }) => text);
  const known = `It has the columns ${headings
    .slice(0, 12)
    .map((text) => `\`${text}\``)
    .join(", ")}.`;
  if (namedBy?.entry.column != null) {
    const { entry, report } = namedBy;
    const wanted = entry.column as string;
    const index = headings.findIndex((text) => text.toLowerCase() === wanted.trim().toLowerCase());
    if (index !== -1) return index;
    const near = suggest(wanted, headings);
    const hint = near === null ? known : `Did you mean \`${near}\`?`;
    report("INV212", entry.columnAt ?? entry, `\`${entry.path}\` has no column \`${wanted}\``, { hint });
    return null;
  }
  const plain = headings.map(plainWord);
  for (const name of COLUMNS) {
    const index = plain.indexOf(name.toLowerCase());
    if (index !== -1) return index;
  }
  const [first, last] = [header[0] as Cell, header.at(-1) as Cell];
  const hint = `Name it where the file is named: \`{ path: …, column: ${headings.find((text) => text !== "") ?? "Name"} }\`; or let the first line hold \`Name\`.`;
  inFile("INV212", { from: first.from, to: last.to }, "none of these columns is known to hold names", { hint });
  return null;
}

/** `Device name`, `device_name` and `DeviceName` are one heading. */
function plainWord(heading: string): string {
  return heading.toLowerCase().replace(/[\s_-]/g, "");
}
