/** A page of docs/ that is made from the program. `path` is relative to the project, with forward slashes. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Opens every generated page, so that nobody mends the copy. */
export function opening(title: string, source: string): string {
  return `<!-- Made by \`npm run generate\` from ${source}: change it there. -->\n\n# ${title}\n`;
}

/** A Markdown table. Cells are escaped; a table without rows is empty. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
