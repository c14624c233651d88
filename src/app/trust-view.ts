import type { ConfiguredCredential, SecretSource } from "../config/credentials.ts";
import { guardLine, printable } from "../report/printable.ts";
import type { ConfigFile } from "./config.ts";
import { sourceWords } from "./config-view.ts";
import type { TrustRecord } from "./trust.ts";

/** What a project's configuration may do once it is trusted, a line each. */
export function trustLines({ config }: Pick<ConfigFile, "config">): readonly string[] {
  const { credentials, site, directory, commands = [] } = config;
  const asked = [
    ...commands.map(({ name, run }) => `the list of targets ${name} is what this prints: ${JSON.stringify(run)}`),
    ...(directory === undefined ? [] : [`the directory is asked at ${directory.url} ${accountWords(directory)}`]),
    ...(site === undefined ? [] : [`the site is asked at ${site.service} ${accountWords(site)}`]),
  ];
  const lines = credentials.flatMap((credential) => [
    `credential ${credential.name} may go to ${credential.for?.map(({ name }) => name).join(", ") ?? "no target"}`,
    ...sourcesOf(credential).map((source) => `  reads ${wholeWords(source)}`),
  ]);
  return [...lines, ...asked].map(shown);
}

function accountWords({ credential }: { readonly credential: string | null }): string {
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
