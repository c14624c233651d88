/** How cmd.exe reads a line: `cmd /?` and the reference of Windows commands, "Command-line syntax key". */

/** One command of a line, and what has to be true of the one before it. */
export interface LinePart {
  readonly joint: "&" | "&&" | "||";
  /** Without its redirections; blanks as they were. */
  readonly text: string;
  /** Where output goes: to the other stream, nowhere, or null for where it belongs. */
  readonly stdout: Redirection;
  readonly stderr: Redirection;
}

/** `other`: to the stream that it is not. */
export type Redirection = "other" | "nowhere" | null;

const REDIRECTION = /([12]?)>\s*(&1|&2|nul\b)/gi;
const JOINTS = ["&&", "||", "&"] as const;

/** The commands of a line, or null where it wants something that is not known here: a pipe, a file. */
export function splitLine(line: string): readonly LinePart[] | null {
  const parts: LinePart[] = [];
  let joint: LinePart["joint"] = "&";
  let text = "";
  let quoted = false;
  for (let at = 0; at < line.length; ) {
    const next = quoted ? undefined : JOINTS.find((each) => line.startsWith(each, at));
    // The & of `>&2` joins nothing.
    if (next !== undefined && !(next === "&" && /[>]\s*$/.test(text))) {
      const part = partOf(joint, text);
      if (part === null) return null;
      parts.push(part);
      [joint, text] = [next, ""];
      at += next.length;
      continue;
    }
    const character = line[at] as string;
    if (character === '"') quoted = !quoted;
    if (character === "|" && !quoted) return null;
    text += character;
    at += 1;
  }
  const last = partOf(joint, text);
  return last === null ? null : [...parts, last];
}

function partOf(joint: LinePart["joint"], text: string): LinePart | null {
  let stdout: Redirection = null;
  let stderr: Redirection = null;
  const rest = outsideQuotes(text, (piece) =>
    piece.replace(REDIRECTION, (_, from: string, to: string) => {
      const where: Redirection = /^nul$/i.test(to) ? "nowhere" : to === `&${from || "1"}` ? null : "other";
      if (from === "2") stderr = where;
      else stdout = where;
      return "";
    }),
  );
  if (/[<>]/.test(rest.replace(/"[^"]*"?/g, ""))) return null;
  return { joint, text: rest, stdout, stderr };
}

function outsideQuotes(text: string, change: (piece: string) => string): string {
  return text.replace(/"[^"]*"?|[^"]+/g, (piece) => (piece.startsWith('"') ? piece : change(piece)));
}

/** The words of a program's arguments as the C runtime of Windows splits them: "Parsing C command-line arguments". */
export function argumentsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (const [piece] of text.matchAll(/\\*"|\\+|\s+|[^\s"\\]+/g)) {
    if (piece.endsWith('"')) {
      const slashes = piece.length - 1;
      word = (word ?? "") + "\\".repeat(slashes >> 1);
      if (slashes % 2 === 1) word += '"';
      else quoted = !quoted;
    } else if (/^\s/.test(piece) && !quoted) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + piece;
  }
  return word === null ? words : [...words, word];
}
