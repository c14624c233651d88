/** WQL as a simulated host reads it: `select * | a, b from Class [where …]`. MS-WMI 2.2.1; WQL in the reference of WMI. */

/** What a row must be like. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | Comparison;

/** A property against a value; a null value stands for NULL. */
export interface Comparison {
  readonly kind: "is";
  readonly property: string;
  readonly operator: Operator;
  readonly value: string | null;
}

/** `<>` is read as `!=`. */
export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "like";

/** A query that was read. */
export interface WqlQuery {
  /** Null for `*`. */
  readonly properties: readonly string[] | null;
  readonly className: string;
  /** Null where every row will do. */
  readonly where: Condition | null;
}

const TOKEN =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(-?\d+)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(<=|>=|<>|!=|[*,=<>()]))/y;
const OPERATORS: Readonly<Record<string, Operator>> = {
  "=": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};
/** Words that name no property. */
const KEYWORDS: ReadonlySet<string> = new Set(["and", "or", "not", "where", "from", "select", "is", "like", "null"]);

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
  const where = reader.word("where") ? reader.condition() : null;
  return reader.done ? { properties, className, where } : null;
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

/** Reads from left to right; what cannot be read is left, so that the query is not done. */
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
    return this.#take("word", (text) => !KEYWORDS.has(text.toLowerCase()));
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

  /** NOT binds closest, OR loosest. */
  condition(): Condition | null {
    return this.#joined("or", () => this.#joined("and", () => this.#single()));
  }

  #joined(kind: "and" | "or", part: () => Condition | null): Condition | null {
    const of: Condition[] = [];
    do {
      const one = part();
      if (one === null) return this.#refuse();
      of.push(one);
    } while (this.word(kind));
    return of.length === 1 ? (of[0] as Condition) : { kind, of };
  }

  #single(): Condition | null {
    if (this.word("not")) {
      const of = this.#single();
      return of === null ? null : { kind: "not", of };
    }
    if (!this.sign("(")) return this.#comparison();
    const inner = this.condition();
    return inner !== null && this.sign(")") ? inner : null;
  }

  #comparison(): Condition | null {
    const property = this.name();
    if (property === null) return null;
    if (this.word("is")) {
      const operator = this.word("not") ? "!=" : "=";
      return this.word("null") ? { kind: "is", property, operator, value: null } : null;
    }
    const sign = this.word("like") ? "like" : this.#take("sign", (text) => text in OPERATORS);
    const value = sign === null ? null : this.#literal();
    if (value === null) return null;
    return { kind: "is", property, operator: OPERATORS[sign as string] ?? "like", value };
  }

  /** Text, number, or true and false, which WQL writes without quotes. */
  #literal(): string | null {
    return this.#take("literal") ?? this.#take("word", (text) => /^(true|false)$/i.test(text));
  }

  /** Makes sure that the query is not taken for done. */
  #refuse(): null {
    this.#at = -1;
    return null;
  }

  #take(kind: Token["kind"], fits: (text: string) => boolean = () => true): string | null {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind !== kind || !fits(token.text)) return null;
    this.#at += 1;
    return token.text;
  }
}
