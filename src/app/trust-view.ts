import type { ConfiguredCredential, SecretSource } from "../config/credentials.ts";
import type { ConfiguredSite } from "../config/site.ts";
import { guardLine, printable } from "../report/printable.ts";
import type { ConfigFile } from "./config.ts";
import { sourceWords } from "./config-view.ts";
import type { TrustRecord } from "./trust.ts";

/** What a project's configuration may do once it is trusted, a line each. */
export function trustLines({ config: { credentials, site } }: Pick<ConfigFile, "config">): readonly string[] {
  const asked = site === undefined ? [] : [`the site is asked at ${site.service} ${siteAccount(site)}`];
  const lines = credentials.flatMap((credential) => [
    `credential ${credential.name} may go to ${credential.for?.map(({ name }) => name).join(", ") ?? "whatever names it"}`,
    ...sourcesOf(credential).map((source) => `  reads ${wholeWords(source)}`),
  ]);
  return [...lines, ...asked].map(shown);
}

function siteAccount({ credential }: ConfiguredSite): string {
  return credential === null ? "with the unnamed credential" : `with credential ${credential}`;
}

/** One project that is trusted. */
export function recordLine({ path, digest, at }: TrustRecord): string {
  return shown(`${path}, sha256 ${digest}, since ${at}`);
}

function sourcesOf({ account }: ConfiguredCredential): readonly SecretSource[] {
  if (account.kind === "password") return [account.password];
  return account.kind === "certificate" && account.passphrase !== null ? [account.passphrase] : [];
}

/** Whoever trusts a command must see all of it. */
function wholeWords(source: SecretSource): string {
  return source.kind === "command" ? `what this prints: ${JSON.stringify(source.argv)}` : sourceWords(source);
}

function shown(line: string): string {
  return guardLine(printable(line));
}
