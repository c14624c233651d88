/** The pieces that are used from this repository: action.yml and ci/. */
import { readFileSync } from "node:fs";
import { documentsOf, type NodeMap } from "./page.ts";
import type { Job, JobEnd } from "./shop.ts";

/** Where this repository lies. */
export const ROOT = new URL("../../../", import.meta.url);

/** What people and the platform's secrets put in. */
export interface Given {
  readonly change: string;
  readonly username: string;
  readonly password: string;
}

/** The jobs that a platform makes of its piece. */
export interface Pieces {
  readonly validate: Job;
  readonly plan: Job;
  /** The digest as the plan's job hands it on, or as a person reads it. */
  digestOf(plan: JobEnd): Promise<string>;
  apply(digest: string): Job;
  /** What the runs are kept as, whatever happens to their job. */
  readonly kept: RegExp;
}

/** The text of a piece. */
export function textOf(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}

/** The YAML of a piece. */
export function pieceOf(path: string): NodeMap {
  const [document, ...more] = documentsOf(textOf(path));
  if (document === undefined || more.length > 0) throw new Error(`${path} is not one document`);
  return document;
}

/** A text with its expressions `${{ … }}` put in. Throws where one is unknown. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => String(evaluated(expression, values)));
}

/**
 * The value of an expression, docs.github.com, Evaluate expressions in workflows and actions: texts, `==`, `!=`, `&&`,
 * `||`, `always()` and `format`. An empty text is false, and `&&` and `||` give one of their sides.
 */
export function evaluated(expression: string, values: Readonly<Record<string, string>>): string | boolean {
  const told = expression.trim();
  for (const [operator, take] of OPERATORS) {
    const at = told.indexOf(operator);
    if (at !== -1) return take(told.slice(0, at), told.slice(at + operator.length), values);
  }
  if (told === "always()") return true;
  const [, text] = /^'([^']*)'$/.exec(told) ?? [];
  if (text !== undefined) return text;
  const [, pattern, argument] = /^format\('([^']*)', (.*)\)$/.exec(told) ?? [];
  if (pattern !== undefined) return pattern.replace("{0}", String(evaluated(argument as string, values)));
  const value = values[told];
  if (value === undefined) throw new Error(`nothing here evaluates ${told}`);
  return value;
}

type Take = (left: string, right: string, values: Readonly<Record<string, string>>) => string | boolean;

/** What binds least comes first. */
const OPERATORS: readonly (readonly [string, Take])[] = [
  [" || ", (left, right, values) => evaluated(left, values) || evaluated(right, values)],
  [" && ", (left, right, values) => evaluated(left, values) && evaluated(right, values)],
  [" == ", (left, right, values) => evaluated(left, values) === evaluated(right, values)],
  [" != ", (left, right, values) => evaluated(left, values) !== evaluated(right, values)],
];
