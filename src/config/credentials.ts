import type { JsonObject } from "../base/json.ts";
import type { Span } from "../model/selection.ts";
import { type Document, isMap, spotAt, valueAt } from "../text/document.ts";
import { child } from "../text/pointer.ts";

/** Where a secret comes from; never the secret. */
export type SecretSource =
  | { readonly kind: "env"; readonly name: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "command"; readonly argv: readonly string[] }
  | { readonly kind: "key-store"; readonly service: string; readonly account: string }
  | { readonly kind: "prompt" };

/** With what to log on, secrets by where they come from. Paths as they are written. */
export type ConfiguredAccount =
  | { readonly kind: "password"; readonly username: string; readonly password: SecretSource }
  | { readonly kind: "keytab"; readonly username: string; readonly keytab: string }
  | { readonly kind: "tickets"; readonly username: string; readonly cache: string | null }
  | {
      readonly kind: "certificate";
      readonly certificate: string;
      readonly key: string;
      readonly passphrase: SecretSource | null;
    };

/** A name, range or pattern of targets, and where it stands. */
export interface GrantEntry extends Span {
  readonly name: string;
}

/** A credential of a configuration. */
export interface ConfiguredCredential {
  readonly name: string;
  readonly account: ConfiguredAccount;
  /** The targets it may go to; null where nothing is said of them, and it goes to none. */
  readonly for: readonly GrantEntry[] | null;
  /** Where its name stands. */
  readonly at: Span;
}

/** The credentials of a document in which no mistake was found, in its order. */
export function readCredentials(document: Document): readonly ConfiguredCredential[] {
  const written = valueAt(document, "/credentials");
  if (!isMap(written)) return [];
  return Object.entries(written).map(([name, value]) => {
    const pointer = child("/credentials", name);
    const { spot } = spotAt(document, pointer);
    return {
      name,
      account: readAccount(value as JsonObject),
      for: readGrant(document, child(pointer, "for")),
      at: spot.key ?? spot.value,
    };
  });
}

function readAccount({ username = "", password, keytab, tickets, certificate, key, passphrase }: JsonObject) {
  const user = username as string;
  if (isMap(password)) return { kind: "password", username: user, password: readSource(password) } as const;
  if (typeof keytab === "string") return { kind: "keytab", username: user, keytab } as const;
  if (typeof certificate === "string")
    return {
      kind: "certificate",
      certificate,
      key: key as string,
      passphrase: isMap(passphrase) ? readSource(passphrase) : null,
    } as const;
  return { kind: "tickets", username: user, cache: typeof tickets === "string" ? tickets : null } as const;
}

function readSource({ env, file, command, "key-store": keyStore }: JsonObject): SecretSource {
  if (typeof env === "string") return { kind: "env", name: env };
  if (typeof file === "string") return { kind: "file", path: file };
  if (Array.isArray(command)) return { kind: "command", argv: command as readonly string[] };
  if (typeof keyStore !== "string") return { kind: "prompt" };
  // An account never holds a slash; a service may be a URL.
  const slash = keyStore.lastIndexOf("/");
  return { kind: "key-store", service: keyStore.slice(0, slash), account: keyStore.slice(slash + 1) };
}

function readGrant(document: Document, pointer: string): readonly GrantEntry[] | null {
  const written = valueAt(document, pointer);
  if (!Array.isArray(written)) return null;
  return written.map((name, at) => {
    const { from, to } = spotAt(document, child(pointer, String(at))).spot.value;
    return { name: name as string, from, to };
  });
}
