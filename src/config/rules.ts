import type { DiagnosticCode } from "../base/codes/index.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { type Document, isMap, valueAt } from "../text/document.ts";
import type { Findings } from "../text/findings.ts";
import { child } from "../text/pointer.ts";
import { listed, quoted } from "../text/words.ts";
import { dependsOnFolder } from "./programs.ts";

/** The form of names in runbooks. */
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
const SOURCES = ["env", "file", "command", "key-store", "prompt"];

/** Each kind of account by its key, with what must stand beside it and what else may. */
const KINDS: Readonly<Record<string, { readonly needs: readonly string[]; readonly takes: readonly string[] }>> = {
  password: { needs: ["username"], takes: [] },
  keytab: { needs: ["username"], takes: [] },
  tickets: { needs: [], takes: ["username"] },
  certificate: { needs: ["key"], takes: ["passphrase"] },
};

/**
 * What no schema says of the credentials of a configuration. Gives the pointers of which all has been said: nothing
 * that stands there may be repeated, since it may be a secret.
 */
export function checkCredentials(document: Document, findings: Findings): readonly string[] {
  const written = valueAt(document, "/credentials");
  if (!isMap(written)) return [];
  checkNames(Object.keys(written), findings);
  return Object.entries(written).flatMap(([name, account]) => {
    const pointer = child("/credentials", name);
    if (!isMap(account)) {
      // A secret may stand where an account ought to.
      findings.add({ code: "INV188", pointer, part: "key", message: `\`${name}\` is no account` });
      return [pointer];
    }
    const closed = ["password", "passphrase"].filter((key) => checkSecret(account, { pointer, key, findings }));
    checkKind(account, pointer, findings);
    checkCommands(account, pointer, findings);
    return closed.map((key) => child(pointer, key));
  });
}

function checkNames(names: readonly string[], findings: Findings): void {
  const folded = new Map<string, string>();
  for (const name of names) {
    const pointer = child("/credentials", name);
    const add = (message: string) => findings.add({ code: "INV185", pointer, part: "key", message });
    const other = folded.get(name.toLowerCase());
    if (!NAME.test(name)) add("a credential's name is made of letters, digits and hyphens, and begins with a letter");
    else if (other !== undefined) add(`\`${name}\` differs from \`${other}\` in case alone`);
    folded.set(name.toLowerCase(), name);
  }
}

/** Whether something is wrong with a secret's source, so that nothing more is to be said of what stands there. */
function checkSecret(account: JsonObject, at: Place & { readonly key: string }): boolean {
  const { key, findings } = at;
  const value = account[key];
  if (value === undefined) return false;
  const pointer = child(at.pointer, key);
  const add = (code: DiagnosticCode, message: string) => findings.add({ code, pointer, part: "key", message });
  if (!isMap(value)) {
    if (value === null) add("INV187", `\`${key}\` says not where it comes from`);
    else add("INV186", `\`${key}\` stands here itself`);
    return true;
  }
  const keys = Object.keys(value);
  const known = keys.filter((name) => SOURCES.includes(name));
  if (keys.length === 1 && known.length === 1) return false;
  if (known.length < keys.length) add("INV187", `\`${key}\` holds something that is no source of a secret`);
  else add("INV187", `\`${key}\` names ${keys.length === 0 ? "no source" : `${keys.length} sources`}`);
  return true;
}

interface Place {
  readonly pointer: string;
  readonly findings: Findings;
}

function checkKind(account: JsonObject, pointer: string, findings: Findings): void {
  const message = whyNoAccount(account);
  if (message !== null) findings.add({ code: "INV188", pointer, part: "key", message });
}

function whyNoAccount(account: JsonObject): string | null {
  const kinds = Object.keys(KINDS).filter((kind) => account[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined) return `nothing to log on with: ${listed(quoted(Object.keys(KINDS)))} is missing`;
  if (kinds.length > 1) return `${listed(quoted(kinds), "and")} are ways of their own to log on`;
  const { needs, takes } = KINDS[kind] as (typeof KINDS)[string];
  const missing = needs.filter((key) => account[key] === undefined);
  if (missing.length > 0) return `\`${kind}\` needs ${listed(quoted(missing), "and")} beside it`;
  const idle = Object.keys(account).filter((key) => BESIDE.has(key) && ![...needs, ...takes].includes(key));
  return idle.length === 0 ? null : `\`${kind}\` takes no ${listed(quoted(idle))} beside it`;
}

/** What may stand beside some kinds and not beside others. */
const BESIDE: ReadonlySet<string> = new Set(["username", "key", "passphrase"]);

/** A path from the working directory would run whatever a stranger put there. */
function checkCommands(account: JsonObject, pointer: string, findings: Findings): void {
  for (const key of ["password", "passphrase"]) {
    const program = firstWord(account[key]);
    if (program === null || !dependsOnFolder(program)) continue;
    const at = `${child(child(pointer, key), "command")}/0`;
    const message = "the program is named by a path that depends on the working directory";
    findings.add({ code: "INV189", pointer: at, part: "value", message });
  }
}

function firstWord(secret: Json | undefined): string | null {
  const words = isMap(secret) ? secret.command : undefined;
  const first = Array.isArray(words) ? words[0] : undefined;
  return typeof first === "string" ? first : null;
}
