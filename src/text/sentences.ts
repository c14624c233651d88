import { suggest } from "../base/suggest.ts";
import type { Finding } from "./findings.ts";
import { child } from "./pointer.ts";
import type { SchemaError } from "./schema-error.ts";
import { clip, expected, listed, quoted } from "./words.ts";

/** One error to be put into words. */
export interface Case {
  readonly error: SchemaError;
  /** JSON pointer of the value that was refused, from the root of the document. */
  readonly pointer: string;
  /** What people call it. */
  readonly name: string;
  /** The characters of a scalar as they stand in the text. */
  readonly written: string | null;
  /** All keys that are missing here, where the error is that one is. */
  readonly missing: readonly string[];
}

/** Blames the key, and names the nearest one that is known here. */
export function unknownKey({ error, pointer, name }: Case): Finding {
  const key = String(error.params.additionalProperty);
  const known = Object.keys(error.parentSchema.properties ?? {});
  const near = suggest(key, known);
  const hint = near === null ? `Known here: ${known.join(", ")}.` : `Did you mean \`${near}\`?`;
  const message = `unknown key \`${clip(key)}\`${pointer === "" ? "" : ` in ${name}`}`;
  return { code: "INV120", pointer: child(pointer, key), part: "key", message, hint };
}

/** Blames the map that lacks the keys. */
export function missingKey({ pointer, name, missing }: Case): Finding {
  const message = `${name} needs ${listed(quoted(missing), "and")}`;
  const hint = `Add ${listed(quoted(missing.map((key) => `${key}:`)), "and")}.`;
  return { code: "INV121", pointer, part: "key", message, hint };
}

/** Names both bounds, where there are two. */
export function outOfBounds({ error, pointer, name, written }: Case): Finding {
  const { minimum, maximum } = error.parentSchema;
  const bounds = maximum === undefined ? `at least ${minimum}` : `between ${minimum ?? 0} and ${maximum}`;
  const message = `${name} must be ${bounds}, not ${written ?? String(error.data)}`;
  return { code: "INV124", pointer, part: "value", message };
}

/** Nothing was written, or a list, map or text without anything in it. */
export function empty({ error, pointer, name }: Case): Finding {
  const bare = error.data === null && !name.startsWith("item");
  const message = `${name} ${bare ? "has no value" : "is empty"}`;
  const hint = `It must be ${expected(error.parentSchema)}; fill it, or take it out.`;
  return { code: "INV126", pointer, part: "value", message, hint };
}

/** A text beyond what anything is called. */
export function tooLong({ error, pointer, name }: Case): Finding {
  const message = `${name} is longer than ${error.params.limit} characters`;
  return { code: "INV124", pointer, part: "value", message, hint: "Shorten it." };
}

/** Blames the later of the two. */
export function doubled({ error, pointer, name }: Case): Finding {
  const at = child(pointer, Math.max(Number(error.params.i), Number(error.params.j)));
  return { code: "INV127", pointer: at, part: "value", message: `the same word stands twice in ${name}` };
}
