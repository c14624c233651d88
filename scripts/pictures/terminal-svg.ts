import type { ScreenRow, Stretch } from "./screen.ts";

/** In pixels. A column is as wide as most fonts of equal width set it at this size. */
const FONT = 14;
const COLUMN = 8.4;
const ROW = 20;
const MARGIN = 16;
const FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

// It brings its own ground, and so looks the same on a light page and on a dark one.
const GROUND = "#161b22";
const FRAME = "#3d444d";
const INK = "#e6edf3";
const DIM = "#9198a1";
/** The eight colours of ECMA-48 8.3.117, in its order: each at least 4.5 to 1 against the ground, WCAG 1.4.3. */
const COLORS = ["#9198a1", "#ff7b72", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#76e3ea", INK];

/** A screen as an SVG image that needs nothing beside it. `columns` is how wide the terminal was. */
export function terminalSvg(
  rows: readonly ScreenRow[],
  { title, columns }: { readonly title: string; readonly columns: number },
): string {
  const width = Math.ceil(columns * COLUMN) + 2 * MARGIN;
  const height = rows.length * ROW + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${FONTS}" font-size="${FONT}" fill="${INK}">
<title>${escaped(title)}</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${GROUND}" stroke="${FRAME}"/>
${rows.flatMap((row, at) => (row.length === 0 ? [] : [rowText(row, MARGIN + at * ROW + FONT)])).join("\n")}
</svg>
`;
}

function rowText(row: ScreenRow, y: number): string {
  return `<text y="${y}">${row.map(span).join("")}</text>`;
}

/** Set at its column and stretched to its columns, whatever font the reader has. */
function span({ column, text, color, bold, dim }: Stretch): string {
  const x = MARGIN + column * COLUMN;
  const fill = color === null ? (dim ? DIM : null) : COLORS[color];
  const length = text.length === 1 ? "" : ` textLength="${pixels(text.length * COLUMN)}"`;
  const look = `${fill === null ? "" : ` fill="${fill}"`}${bold ? ' font-weight="bold"' : ""}`;
  return `<tspan x="${pixels(x)}"${length}${look}>${escaped(text)}</tspan>`;
}

function pixels(length: number): string {
  return String(Number(length.toFixed(1)));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
