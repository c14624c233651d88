import { PassThrough } from "node:stream";

/** A terminal as ECMA-48 describes it, as far as the tree makes use of it: enough to see what a person would see. */
export interface Screen {
  readonly stream: NodeJS.WriteStream;
  /** Everything that stands on the screen or has scrolled off it, without trailing empty lines. */
  lines(): readonly string[];
  /** How many lines have left the screen at its top: none while every frame fits. */
  scrolled(): number;
  /** The bytes themselves. */
  raw(): string;
  cursorShown(): boolean;
}

/** Cursor up, down, to a column; erase in line; modes; colours (ECMA-48 8.3.22, 8.3.19, 8.3.9, 8.3.41, 8.3.125, 8.3.117). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal looks for them
const SEQUENCE = /^\u001b\[(\??)(\d*(?:;\d*)*)([ABGKhlm])/;

export function createScreen(columns: number, rows: number): Screen {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns, rows }) as unknown as NodeJS.WriteStream;
  const lines: string[] = [""];
  let top = 0;
  let row = 0;
  let column = 0;
  let cursor = true;
  let raw = "";
  const put = (character: string) => {
    const line = (lines[row] ?? "").padEnd(column);
    lines[row] = line.slice(0, column) + character + line.slice(column + character.length);
    column += character.length;
    if (column > columns) throw new Error(`a line is wider than the screen: ${lines[row]}`);
  };
  const obey = (mode: string, argument: string, letter: string) => {
    const amount = argument === "" ? 1 : Number(argument);
    if (letter === "A") row = Math.max(top, row - amount);
    else if (letter === "B") row = Math.min(top + rows - 1, row + amount);
    else if (letter === "G") column = amount - 1;
    else if (letter === "K") lines[row] = argument === "2" ? "" : (lines[row] ?? "").slice(0, column);
    else if (mode === "?" && argument === "25") cursor = letter === "h";
    while (lines.length <= row) lines.push("");
  };
  (stream as unknown as PassThrough).on("data", (chunk: Buffer) => {
    let text = chunk.toString();
    raw += text;
    while (text !== "") {
      const sequence = SEQUENCE.exec(text);
      if (sequence !== null) {
        obey(sequence[1] as string, sequence[2] as string, sequence[3] as string);
        text = text.slice(sequence[0].length);
        continue;
      }
      const character = text[0] as string;
      if (character === "\u001b")
        throw new Error(`an escape sequence that no part of the tree uses: ${JSON.stringify(text.slice(0, 12))}`);
      if (character === "\n") {
        row += 1;
        column = 0;
        if (lines.length <= row) lines.push("");
        top = Math.max(top, row - rows + 1);
      } else if (character === "\r") column = 0;
      else put(character);
      text = text.slice(1);
    }
  });
  return {
    stream,
    lines: () => lines.join("\n").replace(/\s+$/, "").split("\n"),
    scrolled: () => top,
    raw: () => raw,
    cursorShown: () => cursor,
  };
}
