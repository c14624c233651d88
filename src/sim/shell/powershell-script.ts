/**
 * The few forms of PowerShell that are known here, from about_Language_Keywords, about_Pipelines and about_Operators:
 * enough for the lines by which administrators reset and trigger inventories. What it does not know it says, and
 * nothing of such a script is run.
 */
import { type Token, tokenize } from "./powershell-tokens.ts";

/** Something that has a value. */
export type Expression =
  | { readonly kind: "text" | "template" | "variable"; readonly text: string }
  | { readonly kind: "cast"; readonly type: string; readonly of: Expression }
  | {
      readonly kind: "member";
      readonly of: Expression;
      readonly name: string;
      readonly args: readonly Expression[] | null;
    }
  | { readonly kind: "group"; readonly pipeline: Pipeline }
  | { readonly kind: "table"; readonly entries: readonly (readonly [string, Expression])[] }
  | { readonly kind: "list"; readonly of: readonly Expression[] }
  | { readonly kind: "block"; readonly script: Script }
  | { readonly kind: "compare"; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** A cmdlet with its arguments as they were written; `&` calls the block behind it. */
export interface Command {
  readonly kind: "command";
  readonly name: string;
  readonly args: readonly (Expression | { readonly kind: "parameter"; readonly name: string })[];
}

/** What hands its values on, one after another. */
export type Pipeline = readonly (Expression | Command)[];

/** One statement; its values go into a variable, or are written. */
export interface Statement {
  readonly variable: string | null;
  readonly pipeline: Pipeline;
}

/** Statements, one after another. */
export type Script = readonly Statement[];

/** Thrown where a script is not understood; `what` is the part that is not. */
export class NotUnderstood extends Error {
  override readonly name = "NotUnderstood";
}

const OPERATORS: ReadonlySet<string> = new Set(["eq", "ne", "like", "notlike", "match", "gt", "ge", "lt", "le"]);

/** Throws NotUnderstood. */
export function parseScript(text: string): Script {
  const tokens = tokenize(text);
  if (tokens === null) throw new NotUnderstood(text);
  const parser = new Parser(tokens);
  const script = parser.script();
  if (!parser.done) throw new NotUnderstood(parser.rest);
  return script;
}

/** Deeper than anybody writes, and shallow enough for the stack. */
const MOST_DEPTH = 50;

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at === this.#tokens.length;
  }

  get rest(): string {
    return this.#tokens
      .slice(this.#at)
      .map(({ text }) => text)
      .join(" ");
  }

  script(): Script {
    const statements: Statement[] = [];
    for (;;) {
      while (this.#take("sign", (text) => text === ";" || text.includes("\n")) !== null);
      if (this.done || this.#next()?.text === "}") return statements;
      statements.push(this.#statement());
    }
  }

  #statement(): Statement {
    const [first, second] = [this.#next(), this.#tokens[this.#at + 1]];
    const assigns = first?.kind === "variable" && second?.kind === "sign" && second.text === "=";
    if (assigns) this.#at += 2;
    return { variable: assigns ? first.text.toLowerCase() : null, pipeline: this.#pipeline() };
  }

  #pipeline(): Pipeline {
    const stages = [this.#stage()];
    while (this.#sign("|")) stages.push(this.#stage());
    return stages;
  }

  #stage(): Expression | Command {
    if (this.#sign("&")) return { kind: "command", name: "&", args: [this.#expression()] };
    const word = this.#take("word", (text) => !/^-?\d+$/.test(text));
    return word === null ? this.#comparison() : this.#command(word);
  }

  #command(name: string): Command {
    const args: Command["args"][number][] = [];
    for (;;) {
      const parameter = this.#take("parameter");
      if (parameter !== null) args.push({ kind: "parameter", name: parameter.toLowerCase() });
      else if (this.#startsValue()) args.push(this.#listed());
      else return { kind: "command", name: name.toLowerCase(), args };
    }
  }

  #startsValue(): boolean {
    const token = this.#next();
    return token !== undefined && (token.kind !== "sign" || ["(", "{", "@{"].includes(token.text));
  }

  #listed(): Expression {
    const of = [this.#expression()];
    while (this.#sign(",")) of.push(this.#expression());
    return of.length === 1 ? (of[0] as Expression) : { kind: "list", of };
  }

  #comparison(): Expression {
    const left = this.#expression();
    const operator = this.#take("parameter", (text) => OPERATORS.has(text.toLowerCase()));
    if (operator === null) return left;
    return { kind: "compare", operator: operator.toLowerCase(), left, right: this.#expression() };
  }

  #expression(): Expression {
    const outside = this.#depth;
    this.#deeper();
    let expression = this.#primary();
    while (this.#next()?.spaced === false && this.#sign(".")) {
      this.#deeper();
      const name = this.#take("word");
      if (name === null) throw new NotUnderstood(this.rest);
      const called = this.#next()?.spaced === false && this.#sign("(");
      expression = { kind: "member", of: expression, name, args: called ? this.#arguments() : null };
    }
    this.#depth = outside;
    return expression;
  }

  #deeper(): void {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new NotUnderstood(this.rest.slice(0, MOST_DEPTH));
  }

  #arguments(): readonly Expression[] {
    if (this.#sign(")")) return [];
    const of = [this.#expression()];
    while (this.#sign(",")) of.push(this.#expression());
    this.#expect(")");
    return of;
  }

  #primary(): Expression {
    const token = this.#next();
    this.#at += 1;
    if (token?.kind === "text" || token?.kind === "template") return { kind: token.kind, text: token.text };
    if (token?.kind === "variable") return { kind: "variable", text: token.text.toLowerCase() };
    if (token?.kind === "word") return { kind: "text", text: token.text };
    if (token?.kind === "type") return { kind: "cast", type: token.text.toLowerCase(), of: this.#expression() };
    if (token?.text === "(") return this.#closed(")", () => ({ kind: "group", pipeline: this.#pipeline() }));
    if (token?.text === "{") return this.#closed("}", () => ({ kind: "block", script: this.script() }));
    if (token?.text === "@{") return this.#closed("}", () => ({ kind: "table", entries: this.#entries() }));
    this.#at -= 1;
    throw new NotUnderstood(this.rest);
  }

  #entries(): readonly (readonly [string, Expression])[] {
    const entries: (readonly [string, Expression])[] = [];
    for (;;) {
      while (this.#take("sign", (text) => text === ";" || text.includes("\n")) !== null);
      const name = this.#take("word") ?? this.#take("text");
      if (name === null) return entries;
      this.#expect("=");
      entries.push([name, this.#expression()]);
    }
  }

  #closed(end: string, inside: () => Expression): Expression {
    const expression = inside();
    this.#expect(end);
    return expression;
  }

  #expect(sign: string): void {
    if (!this.#sign(sign)) throw new NotUnderstood(this.rest);
  }

  #sign(text: string): boolean {
    return this.#take("sign", (found) => found === text) !== null;
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(kind: Token["kind"], fits: (text: string) => boolean = () => true): string | null {
    const token = this.#next();
    if (token === undefined || token.kind !== kind || !fits(token.text)) return null;
    this.#at += 1;
    return token.text;
  }
}
