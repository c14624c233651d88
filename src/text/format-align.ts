import type { Row } from "./format-page.ts";

/**
 * The rows as a text. Comments at the ends of lines that stood in one column go on to stand in one; how far the
 * nearest of them was from its line, it stays.
 */
export function alignRows(rows: readonly Row[]): string {
  const last = rows.findLastIndex(({ kind }) => kind !== "blank");
  const columns = commentColumns(rows);
  const lines = rows.slice(0, last + 1).map((row) => {
    const content = `${" ".repeat(row.indent)}${row.text}`;
    return row.comment === null ? content : `${content.padEnd(columns.get(row) ?? 0)}${row.comment.text}`;
  });
  return `${lines.join("\n")}\n`;
}

/** The column of each comment at the end of a line. A group ends with its column, an empty line, or a line of comment. */
function commentColumns(rows: readonly Row[]): ReadonlyMap<Row, number> {
  const columns = new Map<Row, number>();
  let group: Row[] = [];
  const settle = () => {
    const width = Math.max(...group.map(({ indent, text }) => indent + text.length));
    const gap = Math.min(...group.map(({ comment }) => comment?.gap ?? 1));
    for (const row of group) columns.set(row, width + gap);
    group = [];
  };
  for (const row of rows) {
    const { kind, comment } = row;
    if (kind === "verbatim" || (kind === "content" && comment === null)) continue;
    if (comment === null || comment.column !== group[0]?.comment?.column) settle();
    if (comment !== null) group.push(row);
  }
  settle();
  return columns;
}
