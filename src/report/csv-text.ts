/** CSV by RFC 4180, for spreadsheets, which read some texts as formulas and carry them out. */
import { printable } from "./printable.ts";

/**
 * Where a spreadsheet looks for a formula: at the beginning of a cell, and behind a semicolon, at which Excel splits
 * where a country's lists are separated by it. White space before does not hinder all of them; the full-width signs are
 * taken for the usual ones (OWASP, CSV Injection). Tab and carriage return are shown by `printable` already.
 */
const FORMULA = /(^|;)(\s*)(?=[=+\-@＝＋－＠])/g;

/** What makes quotes necessary (2.5 to 2.7); a semicolon does where it separates. */
const QUOTED = /[",;\r\n]|^\s|\s$/;

/** A row of the table, with its end (2.1). */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** What stands in a cell for a text: an apostrophe stands before what a spreadsheet would take for a formula. */
export function cellText(text: string): string {
  return printable(text).replace(FORMULA, "$1$2'");
}

function cell(value: string | number): string {
  if (typeof value === "number") return `${value}`;
  const text = cellText(value);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
