import type { Span } from "../model/selection.ts";
import { type Document, isMap, spotAt, valueAt } from "../text/document.ts";
import type { Findings } from "../text/findings.ts";

/** What a site must be allowed for, before collections of it are taken for targets. */
export type SiteAllowance = "servers" | "all-systems";

/** The site of a configuration. */
export interface ConfiguredSite {
  /** Over TLS, without a name, a password, a query, or a slash at its end. */
  readonly service: string;
  /** In capitals; null for whichever answers. */
  readonly code: string | null;
  /** A credential's name; null for the unnamed one. */
  readonly credential: string | null;
  readonly auth: "negotiate" | "kerberos" | "ntlm";
  /** As written. */
  readonly ca: string | null;
  readonly dnsSuffix: string | null;
  readonly allow: readonly SiteAllowance[];
  /** Where `site` stands. */
  readonly at: Span;
}

/** What no schema says of a site. */
export function checkSite(document: Document, findings: Findings): void {
  const service = valueAt(document, "/site/service");
  if (typeof service !== "string" || service === "") return;
  const why = whyNoService(service);
  if (why !== null) findings.add({ code: "INV198", pointer: "/site/service", part: "value", message: why });
}

function whyNoService(text: string): string | null {
  if (!URL.canParse(text)) return "this is no address";
  const { protocol, username, password, search, hash } = new URL(text);
  if (protocol !== "https:") return "the site is asked over TLS alone: the address begins with `https://`";
  if (username !== "" || password !== "") return "an account stands in the address";
  return search === "" && hash === "" ? null : "the address goes on behind the service";
}

/** The site of a document in which no mistake was found; null for none. */
export function readSite(document: Document): ConfiguredSite | null {
  const written = valueAt(document, "/site");
  if (!isMap(written)) return null;
  const text = (key: string) => (typeof written[key] === "string" ? written[key] : null);
  const { spot } = spotAt(document, "/site");
  return {
    service: (text("service") ?? "").replace(/\/+$/, ""),
    code: text("code")?.toUpperCase() ?? null,
    credential: text("credential"),
    auth: (text("auth") ?? "negotiate") as ConfiguredSite["auth"],
    ca: text("ca"),
    dnsSuffix: text("dns-suffix"),
    allow: (written.allow ?? []) as readonly SiteAllowance[],
    at: spot.key ?? spot.value,
  };
}
