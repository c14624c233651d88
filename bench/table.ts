import { failed, type Row } from "./row.ts";

/** The rows for people: names, figures under each other, limits with their verdict, then how each was measured. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.name, figure(row.value), row.unit, verdict(row), row.how]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((cell) => (cell[column] as string).length)));
  const line = (cell: readonly string[]) =>
    cell.map((text, column) => (column === 1 ? text.padStart(widths[1] as number) : text.padEnd(widths[column] ?? 0)));
  return cells.map((cell) => line(cell).join("  ").trimEnd()).join("\n");
}

function figure(value: number | null): string {
  return value === null ? "-" : value.toFixed(2);
}

function verdict(row: Row): string {
  if (row.limit === null) return "";
  return failed(row) ? `OVER ${row.limit}` : `of ${row.limit}`;
}
