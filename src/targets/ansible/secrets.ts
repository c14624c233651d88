import type { Json } from "../../base/json.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { createSource, type Source } from "../../model/source.ts";
import { isMap } from "../../text/document.ts";
import { VAULTED } from "../../text/foreign-yaml.ts";

/** Words of a variable's name that tell of a secret. */
const SECRET: ReadonlySet<string> = new Set([
  ...["pass", "password", "passwords", "passwd", "passphrase", "passcode", "pwd", "pw"],
  ...["secret", "secrets", "token", "tokens", "key", "keys", "apikey", "pin"],
]);
/** Last words that make something else of it: where it lies, how it is called, how long it is. */
const ABOUT: ReadonlySet<string> = new Set([
  ...["file", "path", "dir", "folder", "url", "uri", "name", "id", "type", "size", "length", "age", "days"],
  ...["policy", "checking", "algorithm", "server", "servers", "store", "vault", "auth", "authentication"],
]);

/** Whether a variable of this name holds a secret: `ansible_password`, `db_pass`, `apiToken`; `ssh_key_file` does not. */
export function isSecretName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return words.some((word) => SECRET.has(word)) && !ABOUT.has(words.at(-1) as string) && !words.includes("public");
}

/** Whether a value under such a name is the secret itself, and not a word about it, a place to take it from or sealed. */
export function isSecretValue(value: Json): boolean {
  if (typeof value === "number") return true;
  return typeof value === "string" && value.trim() !== "" && !isTemplate(value);
}

/** Nothing but references to other variables. */
function isTemplate(text: string): boolean {
  const bare = text.trim();
  return bare.startsWith("{{") && bare.length >= 4 && bare.indexOf("}}", 2) === bare.length - 2;
}

/** The name under which a secret stands in a variable, or deeper in its value; null where none does. */
export function secretIn(name: string, value: Json): string | null {
  if (isSecretName(name) && isSecretValue(value)) return name;
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = secretIn(name, item);
      if (found !== null) return found;
    }
    return null;
  }
  if (!isMap(value) || Object.hasOwn(value, VAULTED)) return null;
  for (const [key, member] of Object.entries(value)) {
    const found = secretIn(key, member);
    if (found !== null) return found;
  }
  return null;
}

/** From the beginning of a word alone: what is none is not tried from each of its letters. */
const ASSIGNED = /(?<![\w.-])([\w.-]+)["']?[^\S\n]*[:=]/g;

/**
 * The same text with every character covered that may belong to a secret: from behind its name to the end of the line, and
 * the deeper lines below. Covers too much rather than too little, and keeps every place where it was.
 */
export function coverSecrets(text: string): string {
  let below: number | null = null;
  return text.replaceAll(/[^\r\n]+/g, (line) => {
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (below !== null && indent > below) return covered(line);
    below = null;
    for (const { index, 0: whole, 1: name } of line.matchAll(ASSIGNED)) {
      if (!isSecretName(name as string)) continue;
      below = indent;
      const from = index + whole.length;
      return line.slice(0, from) + covered(line.slice(from));
    }
    return line;
  });
}

function covered(text: string): string {
  return text.replaceAll(/\S/g, "•");
}

/** The same mistakes, shown in texts whose secrets are covered; a name that they quote may have one behind it too. */
export function inCoveredTexts(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const coveredTexts = new Map<Source, Source>();
  return diagnostics.map((diagnostic) => {
    const { source } = diagnostic;
    const shown = coveredTexts.get(source) ?? createSource(source.name, coverSecrets(source.text));
    coveredTexts.set(source, shown);
    return { ...diagnostic, message: coverSecrets(diagnostic.message), source: shown };
  });
}
