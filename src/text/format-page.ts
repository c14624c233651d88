/** A column of the text as it was, and the one that takes its place: one for each open map or list. */
export interface Level {
  /** Where its keys or dashes began. Infinity where they stood in brackets. */
  readonly column: number;
  readonly indent: number;
  readonly isList: boolean;
}

/** A comment at the end of a line: how far from the line's content it stood, and in which column. */
export interface EndComment {
  readonly text: string;
  readonly gap: number;
  readonly column: number;
}

/** One line of the new text. `verbatim`: a line of a block of text, whose blanks are its own. */
export interface Row {
  readonly kind: "content" | "verbatim" | "comment" | "blank";
  readonly indent: number;
  text: string;
  comment: EndComment | null;
}

const MARGIN: Level = { column: 0, indent: 0, isList: false };

/** What stands between the words of a text, as the reader of YAML cuts it into tokens. */
export interface Trivia {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

type Pending = "blank" | { readonly text: string; readonly column: number };

/**
 * The new text while it is being written, from top to bottom, in the order of the old one: no comment can overtake
 * another. A comment at the end of a line stays with what stands before it; one with a line of its own takes the
 * column of what follows, or of an open list or map whose column it kept to.
 */
export class Page {
  readonly rows: Row[] = [];
  readonly #columnOf: (offset: number) => number;
  #levels: readonly Level[] = [];
  /** The levels that were open when the last content was written. */
  #lastLevels: readonly Level[] = [];
  #pending: Pending[] = [];
  /** Whose end a comment on this line belongs to. */
  #row: Row | null = null;
  /** Where the last content ended in the old text; null once its line has ended. */
  #contentEnd: number | null = null;
  #lineIsEmpty = true;

  constructor(columnOf: (offset: number) => number) {
    this.#columnOf = columnOf;
  }

  /** The level whose keys or dashes are being written. */
  get level(): Level {
    return this.#levels.at(-1) ?? MARGIN;
  }

  /** The row that is being written. */
  get row(): Row | null {
    return this.#row;
  }

  /** A comment stands behind the last content, so that nothing can follow it on its line. */
  get interrupted(): boolean {
    return this.#row === null || this.#row.comment !== null || this.#pending.some((each) => each !== "blank");
  }

  /** A map or list begins, one step further in, or at the margin where it is the whole text. */
  open(column: number, isList = false): void {
    const indent = this.#levels.length === 0 ? 0 : this.level.indent + 2;
    this.#levels = [...this.#levels, { column, indent, isList }];
  }

  close(): void {
    this.#levels = this.#levels.slice(0, -1);
  }

  /** A new line of content in the column of the open level, after the comments that wait for it. */
  begin(text: string): void {
    this.settle();
    this.continue(text);
  }

  /** Another line of the content begun. */
  continue(text: string, indent = this.level.indent): void {
    this.#push({ kind: "content", indent: text === "" ? 0 : indent, text, comment: null });
    this.#lastLevels = this.#levels;
  }

  /** More content on the line begun. */
  append(text: string): void {
    if (this.#row === null) throw new Error("no line was begun");
    this.#row.text += text;
    this.#pending = [];
    this.#lastLevels = this.#levels;
  }

  /** Lines of a block of text, each with its own blanks; afterwards a new line has begun. */
  block(lines: readonly string[], followedByBlank: boolean): void {
    for (const text of lines) this.rows.push({ kind: "verbatim", indent: 0, text, comment: null });
    this.#contentEnd = null;
    this.#lineIsEmpty = true;
    if (followedByBlank) this.#pending.push("blank");
  }

  /** The content of the old text was read up to here. */
  reach(offset: number): void {
    this.#contentEnd = offset;
    this.#lineIsEmpty = false;
  }

  /** A comment on this line belongs to that row. */
  receive(row: Row | null): void {
    this.#row = row;
  }

  /** Takes up comments and the ends of lines. */
  trivia(tokens: readonly Trivia[]): void {
    for (const { type, offset, source } of tokens) {
      if (type === "newline") this.#newline();
      else if (type === "comment") this.#comment(offset, source.trimEnd());
      else if (type !== "space") this.reach(offset + source.length);
    }
  }

  /** A comment that is to have a line of its own before what is written next. */
  before(comment: string): void {
    this.#pending.push({ text: comment.trimEnd(), column: -1 });
  }

  /** Writes the comments that wait: in the column of the open level, or of one just closed that they kept to. */
  settle(): void {
    const next = this.level;
    const closed = this.#lastLevels.filter((level) => !this.#levels.includes(level));
    let deepest = Number.POSITIVE_INFINITY;
    for (const each of this.#pending) {
      if (each === "blank") {
        this.#blank();
        continue;
      }
      // Dashes may stand right below their key: then only a dash in the comment tells an item from a key.
      const item = /^#\s*-\s/.test(each.text);
      const kept = closed.findLast(
        ({ column, indent, isList }) =>
          indent <= deepest &&
          (each.column <= next.column ? item && isList && column === each.column : column <= each.column),
      );
      const { indent } = kept ?? next;
      deepest = indent;
      this.#push({ kind: "comment", indent, text: each.text, comment: null });
    }
    this.#pending = [];
  }

  #newline(): void {
    if (this.#lineIsEmpty) this.#pending.push("blank");
    this.#lineIsEmpty = true;
    this.#contentEnd = null;
  }

  #comment(offset: number, text: string): void {
    const column = this.#columnOf(offset);
    this.#lineIsEmpty = false;
    if (this.#contentEnd === null || this.#row === null || this.interrupted) this.#pending.push({ text, column });
    else this.#row.comment = { text, column, gap: Math.max(1, offset - this.#contentEnd) };
  }

  #push(row: Row): void {
    this.rows.push(row);
    if (row.kind === "content") this.#row = row;
  }

  /** One empty line separates as well as many. */
  #blank(): void {
    const last = this.rows.at(-1);
    if (last !== undefined && last.kind !== "blank")
      this.rows.push({ kind: "blank", indent: 0, text: "", comment: null });
  }
}
