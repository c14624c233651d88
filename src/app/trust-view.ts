import type { ConfiguredCredential, SecretSource } from "../config/credentials.ts";
import { guardLine, printable } from "../report/printable.ts";
import type { ConfigFile } from "./config.ts";
import { sourceWords } from "./config-view.ts";
import type { TrustRecord } from "./trust.ts";

/** What a project's configuration may do once it is trusted, a line each. */
export function trustLines({ config: { credentials } }: Pick<ConfigFile, "config">): readonly string[] {
  const lines = credentials.flatMap((credential) => [
    `credential ${credential.name} may go to ${credential.for?.map(({ name }) => name).join(", ") ?? "whatever names it"}`,
    ...sourcesOf(credential).map((source) => `  reads ${wholeWords(source)}`),
  ]);
  return lines.map(shown);
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
