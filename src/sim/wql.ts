/** As much of WQL as a simulated host reads: `select * | a, b from Class [where p = 'x' [and …]]`. MS-WMI 2.2.1. */

/** A query that was read; conditions all hold. */
export interface WqlQuery {
  /** Null for `*`. */
  readonly properties: readonly string[] | null;
  readonly className: string;
  readonly conditions: readonly { readonly property: string; readonly value: string }[];
}

const TOKEN = /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(\d+)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([*,=]))/y;

interface Token {
  readonly kind: "word" | "literal" | "sign";
  readonly text: string;
}

/** Null where the text is no such query. */
export function parseWql(text: string): WqlQuery | null {
  const tokens = tokenize(text.trim());
  if (tokens === null) return null;
  const reader = new Reader(tokens);
  if (!reader.word("select")) return null;
  const properties = reader.sign("*") ? null : reader.names();
  if (properties?.length === 0 || !reader.word("from")) return null;
  const className = reader.name();
  if (className === null) return null;
  const conditions: { property: string; value: string }[] = [];
  if (reader.word("where")) {
    do {
      const property = reader.name();
      if (property === null || !reader.sign("=")) return null;
      const value = reader.literal();
      if (value === null) return null;
      conditions.push({ property, value });
    } while (reader.word("and"));
  }
  return reader.done ? { properties, className, conditions } : null;
}

function tokenize(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return null;
    const [, word, number, single, double, sign] = match;
    const literal = number ?? (single ?? double)?.replace(/\\(.)/g, "$1");
    if (word !== undefined) tokens.push({ kind: "word", text: word });
    else if (literal !== undefined) tokens.push({ kind: "literal", text: literal });
    else tokens.push({ kind: "sign", text: sign as string });
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at === this.#tokens.length;
  }

  word(expected: string): boolean {
    return this.#take("word", (text) => text.toLowerCase() === expected) !== null;
  }

  sign(expected: string): boolean {
    return this.#take("sign", (text) => text === expected) !== null;
  }

  name(): string | null {
    return this.#take("word");
  }

  /** Text, number, or true and false, which WQL writes without quotes. */
  literal(): string | null {
    return this.#take("literal") ?? this.#take("word", (text) => /^(true|false)$/i.test(text));
  }

  names(): readonly string[] {
    const names: string[] = [];
    do {
      const name = this.name();
      if (name === null) return [];
      names.push(name);
    } while (this.sign(","));
    return names;
  }

  #take(kind: Token["kind"], fits: (text: string) => boolean = () => true): string | null {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind !== kind || !fits(token.text)) return null;
    this.#at += 1;
    return token.text;
  }
}
