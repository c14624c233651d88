/**
 * Splits a line into words as Python's `shlex.split(line, comments=True)` does (its documentation, "Parsing Rules", POSIX
 * mode): quotes anywhere in a word, a backslash before any character, within double quotes only before one of those two;
 * an unquoted `#` begins a comment, in the midst of a word too.
 */
export interface Word {
  /** Without its quotes and backslashes. */
  readonly text: string;
  /** Where it stands in the line, quotes included; `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** What became of a line: its words, or where it is wrong. */
export type Words =
  | { readonly words: readonly Word[] }
  | { readonly open: number; readonly what: "quote" | "backslash" };

/** The words of a line. */
export function splitWords(line: string): Words {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at] as string)) {
      at += 1;
      continue;
    }
    if (line[at] === "#") break;
    const read = readWord(line, at);
    if ("open" in read) return read;
    words.push(read);
    at = read.to;
  }
  return { words };
}

function readWord(line: string, from: number): Word | Extract<Words, { readonly open: number }> {
  let text = "";
  let at = from;
  while (at < line.length) {
    const character = line[at] as string;
    if (/\s/.test(character) || character === "#") break;
    if (character === "\\") {
      if (at + 1 >= line.length) return { open: at, what: "backslash" };
      text += line[at + 1];
      at += 2;
    } else if (character === "'" || character === '"') {
      const quoted = readQuoted(line, at);
      if (quoted === null) return { open: at, what: "quote" };
      text += quoted.text;
      at = quoted.to;
    } else {
      text += character;
      at += 1;
    }
  }
  return { text, from, to: at };
}

function readQuoted(line: string, from: number): { readonly text: string; readonly to: number } | null {
  const quote = line[from] as string;
  let text = "";
  for (let at = from + 1; at < line.length; at += 1) {
    const character = line[at] as string;
    const next = line[at + 1];
    if (character === quote) return { text, to: at + 1 };
    if (character === "\\" && quote === '"' && (next === '"' || next === "\\")) {
      text += next;
      at += 1;
    } else text += character;
  }
  return null;
}
