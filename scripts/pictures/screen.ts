/** Reads a screen with its colours: select graphic rendition, ECMA-48 8.3.117. */

/** A stretch of a row in one look, without blanks around it. */
export interface Stretch {
  /** From 0. */
  readonly column: number;
  readonly text: string;
  /** Of the eight colours, 0 to 7; null for the terminal's own. */
  readonly color: number | null;
  readonly bold: boolean;
  readonly dim: boolean;
}

/** A row of a screen, without what stays as blank as the screen. */
export type ScreenRow = readonly Stretch[];

type Look = Pick<Stretch, "color" | "bold" | "dim">;

const PLAIN: Look = { color: null, bold: false, dim: false };

/** The rows of a text with SGR codes, without blank ones at its end. Throws at a code that it does not know. */
export function readScreen(text: string): readonly ScreenRow[] {
  let look = PLAIN;
  const rows = text.split("\n").map((line) => {
    const stretches: Stretch[] = [];
    let column = 0;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one.
    for (const part of line.split(/(\u001b\[[0-9;]*m)/)) {
      if (part.startsWith("\u001b[")) {
        look = part.slice(2, -1).split(";").map(Number).reduce(changed, look);
        continue;
      }
      for (const piece of pieces(part)) {
        const words = piece.trim();
        if (words !== "") stretches.push({ column: column + piece.indexOf(words), text: words, ...look });
        column += [...piece].length;
      }
    }
    return stretches;
  });
  return rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1);
}

/**
 * A sign beyond ASCII is a piece of its own and words apart by two blanks are two, so that each can be set where it
 * belongs: fonts do not agree how wide such signs are. All signs of the tree take one column.
 */
function pieces(text: string): readonly string[] {
  return text.split(/( {2,}|[^\x20-\x7e])/).filter((piece) => piece !== "");
}

function changed(look: Look, code: number): Look {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...look, bold: true };
  if (code === 2) return { ...look, dim: true };
  if (code === 22) return { ...look, bold: false, dim: false };
  if (code >= 30 && code <= 37) return { ...look, color: code - 30 };
  if (code === 39) return { ...look, color: null };
  // The ground is the terminal's own in any case.
  if (code === 49) return look;
  throw new Error(`A picture cannot show the SGR code ${code}.`);
}
