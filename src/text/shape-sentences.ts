import { nearestDuration } from "../base/duration.ts";
import { suggest } from "../base/suggest.ts";
import type { Finding } from "./findings.ts";
import type { SchemaPart } from "./schema-error.ts";
import { type Case, empty } from "./sentences.ts";
import { branchesOf, clip, expected, isDuration, listed, quoted, shown, wordsOf } from "./words.ts";

/** A word that is none of those allowed. */
export function wrongWord({ error, pointer, name, written }: Case): Finding {
  const words = wordsOf(error.parentSchema) ?? [];
  const near = typeof error.data === "string" ? suggest(error.data, words) : null;
  const message = `${name} must be ${expected(error.parentSchema)}, not ${shown(error.data, written)}`;
  const hint = near === null ? wordsHint(words) : `Did you mean \`${near}\`?`;
  return { code: "INV123", pointer, part: "value", message, hint };
}

/** So many words are listed in full; of more, some. */
const ALL_WORDS = 12;
const SOME_WORDS = 3;

function wordsHint(words: readonly string[]): string {
  if (words.length <= ALL_WORDS) return `Write ${listed(quoted(words))}.`;
  return `Write one of ${words.length} names such as ${listed(quoted(words.slice(0, SOME_WORDS)))}; docs/steps.md lists them.`;
}

/** A text that has not the form it should have. */
export function wrongPattern(at: Case): Finding {
  const { error, pointer, name, written } = at;
  const { data, parentSchema } = error;
  if (isDuration(parentSchema)) return notDuration(at);
  const message = `${name} must be ${expected(parentSchema)}, not \`${clip(String(data))}\``;
  const wrong: Finding = { code: "INV122", pointer, part: "value", message };
  if (!/(?![\n\t])\p{Cc}/u.test(String(data))) return withHint(wrong, likeExamples(parentSchema));
  const escaped = written?.startsWith('"') === true && written.includes("\\");
  const hint = escaped ? "In double quotes a backslash begins an escape: use single quotes." : "Take it out.";
  return { ...wrong, message: `${name} holds a control character`, hint };
}

/** A value of another type than was asked for; the commonest reasons have a sentence of their own. */
export function wrongShape(at: Case): Finding {
  const { error, pointer, name, written } = at;
  const { data, parentSchema } = error;
  const branches = branchesOf(parentSchema);
  if (data === null) return empty(at);
  const message = `${name} must be ${expected(parentSchema)}, not ${shown(data, written)}`;
  const wrong: Finding = { code: "INV122", pointer, part: "value", message };
  if (branches.every(({ type }) => type === "null")) {
    const hint = `Write \`${name.replaceAll("`", "")}:\` and nothing behind it.`;
    return { ...wrong, message: `${name} takes no input`, hint };
  }
  if (pointer === "") return withHint(wrong, rootHint(parentSchema));
  if (typeof data === "string") return wrongText(at, wrong, branches);
  if (typeof data === "number" && branches.some(isDuration)) return unitless(at);
  if (typeof data === "number" || typeof data === "boolean") {
    const free = branches.some(
      (branch) => branch.type === "string" && (!hasForm(branch) || hasThisForm(branch, written)),
    );
    return free ? madeOtherwise(at) : withHint(wrong, likeExamples(parentSchema));
  }
  if (Array.isArray(data) && branches.some(({ type }) => type === "string"))
    return { ...wrong, hint: "Write one value; a text that begins with `[` must stand in quotes." };
  const list = branches.some(({ type }) => type === "array");
  return withHint(wrong, list ? "Write it as a list: each item on a line that begins with a dash." : null);
}

function rootHint({ properties = {} }: SchemaPart): string {
  return `Write its keys at the margin: ${listed(quoted(Object.keys(properties)), "and")}.`;
}

/** A text where something else was asked for. */
function wrongText(at: Case, wrong: Finding, branches: readonly SchemaPart[]): Finding {
  const { error, pointer } = at;
  const text = String(error.data);
  if (branches.every((branch) => wordsOf(branch) !== null)) return wrongWord(at);
  const [, key] = /^([A-Za-z][\w-]*):\S/.exec(text) ?? [];
  if (key !== undefined && branches.some(({ properties }) => properties?.[key] !== undefined)) {
    const hint = `Write \`${key}: \`, then the value.`;
    return { code: "INV111", pointer, part: "value", message: `a space is missing after \`${key}:\``, hint };
  }
  if (branches.some(isDuration)) return notDuration(at);
  const words = branches.flatMap((branch) => wordsOf(branch) ?? []);
  const near = suggest(text, words);
  if (near !== null) return { ...wrong, code: "INV123", hint: `Did you mean \`${near}\`?` };
  const types = branches.map(({ type }) => type);
  // One word or a list of such: a list of a wrong one would be as wrong.
  if (types.includes("array") && words.length > 0) return { ...wrong, code: "INV123", hint: wordsHint(words) };
  if (types.includes("array")) return { ...wrong, hint: `Write it as a list: \`[${clip(text)}]\`.` };
  if (types.includes("boolean")) return { ...wrong, hint: truthHint(text) };
  if (types.includes("integer") && /^\d+$/.test(text)) return { ...wrong, hint: "Write the number without quotes." };
  return withHint(wrong, likeExamples(error.parentSchema));
}

/** YAML 1.2 knows `true` and `false` alone; people remember more. */
function truthHint(text: string): string {
  if (/^(?:yes|on|y)$/i.test(text)) return "Write `true`.";
  return /^(?:no|off|n)$/i.test(text) ? "Write `false`." : "Write `true` or `false`, without quotes.";
}

/** `5E12345`, `0012345`, `true`: names that YAML made into something else. */
function madeOtherwise({ error, pointer, written, name }: Case): Finding {
  const text = clip(written ?? String(error.data));
  const number = Number.isFinite(error.data) ? `the number ${error.data}` : "a number beyond all bounds";
  const made = typeof error.data === "number" ? number : `the truth value ${error.data}`;
  const message = `YAML reads \`${text}\` as ${made}, but ${name} is a text`;
  return { code: "INV118", pointer, part: "value", message, hint: `Write it in quotes: "${text}".` };
}

function notDuration(at: Case): Finding {
  const text = String(at.error.data);
  if (/^\d+$/.test(text)) return unitless({ ...at, written: text });
  const near = nearestDuration(text);
  const message = `\`${clip(text)}\` is not a duration`;
  return withHint(
    { code: "INV125", pointer: at.pointer, part: "value", message },
    near === null ? null : `Write \`${near}\`.`,
  );
}

function unitless({ pointer, written, error }: Case): Finding {
  const text = written ?? String(error.data);
  const hint = /^\d+$/.test(text) ? `A duration has a unit: \`${text}s\`, \`${text}m\` or \`${text}h\`.` : null;
  return withHint({ code: "INV125", pointer, part: "value", message: `${text} what?` }, hint);
}

/** The text must be one of some words, or of a form: a number would not become right by quotes. */
function hasForm(schema: SchemaPart): boolean {
  return wordsOf(schema) !== null || schema.examples !== undefined || isDuration(schema);
}

/** What was written would be right in quotes. */
function hasThisForm({ pattern }: SchemaPart, written: string | null): boolean {
  return pattern !== undefined && written !== null && new RegExp(pattern).test(written);
}

function likeExamples({ examples }: SchemaPart): string | null {
  return examples === undefined ? null : `Write it like ${listed(quoted(examples))}.`;
}

function withHint(finding: Finding, hint: string | null): Finding {
  return hint === null ? finding : { ...finding, hint };
}
