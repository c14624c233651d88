/** A place in a text, counted from 1. Columns count UTF-16 units, as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text and its name. Answers which line and column an offset is. */
export interface Source {
  /** As the user wrote it: a path relative to the working directory, or `<stdin>`. */
  readonly name: string;
  readonly text: string;
  place(offset: number): Place;
  /** Where a line, counted from 1, begins; the text's end for lines beyond it. */
  offset(line: number): number;
  /** One line without its end, counted from 1; empty beyond the text. */
  line(number: number): string;
}

/** Makes a source of a text. Lines end with LF; a CR before it belongs to no line. */
export function createSource(name: string, text: string): Source {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return {
    name,
    text,
    place(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: Math.max(0, offset - (starts[low] as number)) + 1 };
    },
    offset: (line) => starts[line - 1] ?? text.length,
    line(number) {
      const start = starts[number - 1];
      if (start === undefined) return "";
      const end = starts[number];
      return text.slice(start, end === undefined ? undefined : end - 1).replace(/\r$/, "");
    },
  };
}
