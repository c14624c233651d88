import { Refusal } from "../base/refusal.ts";
import type { Credential } from "../base/secret.ts";
import { credentialVariables, environment, takeCredential } from "./environment.ts";

/** Turns a credential's name into an account. The unnamed one never stands in for a named one. */
export function resolveCredential(name: string | null, env: NodeJS.ProcessEnv = environment): Credential {
  const taken = takeCredential(name ?? "", env);
  if (taken !== null) return { name: name ?? "", ...taken };
  const { username, password } = credentialVariables(name ?? "");
  throw new Refusal("INV301", `${name === null ? "No credential" : `Credential ${name}`} found in the environment.`, {
    hint: `Set ${username} (DOMAIN\\user, user@domain or user) and ${password}.`,
  });
}
