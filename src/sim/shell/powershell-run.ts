/** Runs a script that was understood: about_Statements, about_Pipelines. */
import { SoapFault } from "../faults.ts";
import type { Console } from "./console.ts";
import { bind } from "./powershell-binding.ts";
import { findCmdlet } from "./powershell-cmdlets.ts";
import { type Command, type Expression, NotUnderstood, type Pipeline, type Script } from "./powershell-script.ts";
import { isMade, propertyOf, type Table, textOf, type Value, written } from "./powershell-values.ts";
import { Complaint, call, classAt, objectAt, remove } from "./powershell-wmi.ts";

/** Throws NotUnderstood where a script names what is not known here, so that none of it is run. */
export function check(script: Script): void {
  for (const { pipeline } of script) for (const stage of pipeline) checkStage(stage);
}

function checkStage(stage: Pipeline[number]): void {
  if (stage.kind === "command") {
    const cmdlet = findCmdlet(stage.name);
    if (cmdlet === null && stage.name !== "&" && stage.name !== "exit") throw new NotUnderstood(stage.name);
    if (cmdlet !== null) bind(cmdlet, stage);
    for (const argument of stage.args) if (argument.kind !== "parameter") checkStage(argument);
    return;
  }
  if (stage.kind === "cast" && !["wmiclass", "wmi", "void"].includes(stage.type)) throw new NotUnderstood(stage.type);
  if (stage.kind === "compare" && !["eq", "ne"].includes(stage.operator)) throw new NotUnderstood(stage.operator);
  if (stage.kind === "block") check(stage.script);
  else if (stage.kind === "group") stage.pipeline.forEach(checkStage);
  else if (stage.kind === "table") for (const [, value] of stage.entries) checkStage(value);
  else if (stage.kind === "list") stage.of.forEach(checkStage);
  else if (stage.kind === "compare") [stage.left, stage.right].forEach(checkStage);
  else if (stage.kind === "member") [stage.of, ...(stage.args ?? [])].forEach(checkStage);
  else if (stage.kind === "cast") checkStage(stage.of);
}

/** In characters: a text that doubles itself line by line ends somewhere. */
const LONGEST_TEXT = 1_048_576;

/** The variables of one run, by lower-case name, and where it says things. */
export class Runner {
  readonly #console: Console;
  readonly #variables = new Map<string, readonly Value[]>([
    ["true", [true]],
    ["false", [false]],
    ["null", []],
  ]);

  constructor(console: Console) {
    this.#console = console;
  }

  /** The exit code: 1 where the last statement failed. What a statement complains of is said, and the next one is run. */
  async run(script: Script): Promise<number> {
    let code = 0;
    for (const { variable, pipeline } of script) {
      const [first] = pipeline;
      if (first?.kind === "command" && first.name === "exit") return this.#exitCode(first, code);
      try {
        const values = await this.#pipeline(pipeline);
        if (variable === null) for (const value of values) this.#console.out(written(value));
        else this.#variables.set(variable, values);
        code = 0;
      } catch (error) {
        if (!(error instanceof Complaint || error instanceof SoapFault)) throw error;
        this.#console.err(`${nameOf(pipeline)} : ${error.message}\r\n`);
        code = 1;
      }
    }
    return code;
  }

  async #exitCode({ args: [given] }: Command, code: number): Promise<number> {
    return given === undefined || given.kind === "parameter" ? code : Number(textOf(await this.#one(given))) || 0;
  }

  async #pipeline(pipeline: Pipeline): Promise<readonly Value[]> {
    let input: readonly Value[] | null = null;
    for (const stage of pipeline) {
      if (stage.kind === "command") input = await this.#command(stage, input);
      else input = await this.#values(stage);
    }
    return input ?? [];
  }

  async #command(command: Command, input: readonly Value[] | null): Promise<readonly Value[]> {
    const cmdlet = findCmdlet(command.name);
    if (cmdlet === null) return this.#block(command.args[0] as Expression);
    const given = new Map<string, readonly Value[]>();
    let block: Expression | null = null;
    for (const [parameter, expressions] of bind(cmdlet, command)) {
      const values: Value[] = [];
      for (const expression of expressions) {
        if (expression.kind === "block") block = expression;
        else values.push(...(await this.#values(expression)));
      }
      given.set(parameter, values);
    }
    const runBlock = (value: Value) => {
      this.#variables.set("_", [value]);
      return this.#block(block);
    };
    return cmdlet.run({ console: this.#console, given, input, block: runBlock });
  }

  async #block(block: Expression | null): Promise<readonly Value[]> {
    if (block?.kind !== "block") throw new Complaint("a block in braces is missing.");
    const values: Value[] = [];
    for (const { variable, pipeline } of block.script) {
      const some = await this.#pipeline(pipeline);
      if (variable === null) values.push(...some);
      else this.#variables.set(variable, some);
    }
    return values;
  }

  async #one(expression: Expression): Promise<Value> {
    return (await this.#values(expression))[0] ?? null;
  }

  async #values(expression: Expression): Promise<readonly Value[]> {
    switch (expression.kind) {
      case "text":
        return [expression.text];
      case "template":
        return [this.#filled(expression.text)];
      case "variable":
        return this.#variable(expression.text);
      case "group":
        return this.#pipeline(expression.pipeline);
      case "list":
        return (await Promise.all(expression.of.map((each) => this.#values(each)))).flat();
      case "table":
        return [await this.#table(expression.entries)];
      case "cast":
        return this.#cast(expression.type, await this.#values(expression.of));
      case "member":
        return this.#member(expression);
      case "compare": {
        const [left, right] = [await this.#one(expression.left), await this.#one(expression.right)];
        return [(textOf(left).toLowerCase() === textOf(right).toLowerCase()) === (expression.operator === "eq")];
      }
      case "block":
        throw new Complaint("a block stands where a value belongs.");
    }
  }

  #variable(name: string): readonly Value[] {
    const environment = /^env:(.+)$/.exec(name)?.[1];
    if (environment === undefined) return this.#variables.get(name) ?? [];
    return [this.#console.environment.get(environment.toUpperCase())?.[1] ?? null];
  }

  /** about_Quoting_Rules: variables stand for their values, a backtick takes what follows as it is. */
  #filled(text: string): string {
    const filled = text.replace(/`([\s\S])|""|\$((?:env:)?\w+)/gi, (whole, escaped?: string, name?: string) => {
      if (escaped !== undefined) return escaped;
      return name === undefined ? whole.slice(1) : this.#variable(name.toLowerCase()).map(textOf).join(" ");
    });
    if (filled.length > LONGEST_TEXT) throw new Complaint("a text has grown too long.");
    return filled;
  }

  async #table(entries: readonly (readonly [string, Expression])[]): Promise<Table> {
    const filled = new Map<string, Value>();
    for (const [name, value] of entries) filled.set(name, await this.#one(value));
    return { kind: "table", entries: filled };
  }

  #cast(type: string, values: readonly Value[]): readonly Value[] {
    if (type === "void") return [];
    return values.map((value) => (type === "wmi" ? objectAt(this.#console, textOf(value)) : classAt(textOf(value))));
  }

  /** Dates and texts have members too, which are not known here. */
  #property(value: Value, name: string): Value {
    if (value !== null && !isMade(value))
      throw new Complaint(`the property ${name} of such a value is not known here.`);
    return propertyOf(value, name);
  }

  async #member({ of, name, args }: Expression & { readonly kind: "member" }): Promise<readonly Value[]> {
    const values = await this.#values(of);
    if (args === null) return values.map((value) => this.#property(value, name));
    if (values.length === 0) throw new Complaint(`there is nothing whose method ${name} could be called.`);
    const given = (await Promise.all(args.map((each) => this.#values(each)))).flat();
    return values.flatMap((value) => {
      if (isMade(value) && value.kind === "class") return [call(this.#console, value, { method: name, args: given })];
      if (name.toLowerCase() !== "delete") throw new Complaint(`there is no method ${name}.`);
      remove(this.#console, value);
      return [];
    });
  }
}

function nameOf(pipeline: Pipeline): string {
  const last = pipeline.at(-1);
  return last?.kind === "command" ? last.name : "expression";
}
