import type { Span } from "../model/selection.ts";
import { type Document, isMap, spotAt, valueAt } from "../text/document.ts";
import type { Findings } from "../text/findings.ts";

/** The directory of a configuration. */
export interface ConfiguredDirectory {
  /** `ldaps://` or `ldap://`, a host, and a port or none. */
  readonly url: string;
  /** A distinguished name. */
  readonly base: string;
  /** A credential's name. */
  readonly credential: string;
  /** As written. */
  readonly ca: string | null;
  /** Where `directory` stands. */
  readonly at: Span;
}

/** What no schema says of a directory. */
export function checkDirectory(document: Document, findings: Findings): void {
  const url = valueAt(document, "/directory/url");
  if (typeof url !== "string" || url === "") return;
  const why = whyNoDirectory(url);
  if (why !== null) findings.add({ code: "INV233", pointer: "/directory/url", part: "value", message: why });
}

function whyNoDirectory(text: string): string | null {
  if (!URL.canParse(text)) return "this is no address";
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text);
  if (protocol !== "ldaps:" && protocol !== "ldap:") return "a directory is asked by `ldaps://` or `ldap://`";
  if (hostname === "") return "the address names no host";
  if (username !== "" || password !== "") return "an account stands in the address";
  const bare = (pathname === "" || pathname === "/") && search === "" && hash === "";
  return bare ? null : "the address goes on behind the host; `base` says where to look";
}

/** The directory of a document in which no mistake was found; null for none. */
export function readDirectory(document: Document): ConfiguredDirectory | null {
  const written = valueAt(document, "/directory");
  if (!isMap(written)) return null;
  const { url, base, credential, ca } = written;
  const { spot } = spotAt(document, "/directory");
  const at = spot.key ?? spot.value;
  const named = { url: url as string, base: base as string, credential: credential as string };
  return { ...named, ca: typeof ca === "string" ? ca : null, at };
}
