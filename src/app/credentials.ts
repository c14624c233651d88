import type { Credential } from "../base/credential.ts";
import { Refusal } from "../base/refusal.ts";
import { credentialVariables, environment, takeCredential } from "./environment.ts";

/** Turns the names of credentials into accounts, each once: what stands in the environment is removed by its first reading. */
export class Credentials {
  readonly #env: NodeJS.ProcessEnv;
  readonly #known = new Map<string, Promise<Credential>>();

  constructor(env: NodeJS.ProcessEnv = environment) {
    this.#env = env;
  }

  /** The account of this name; null for the unnamed one, which never stands in for a named one. Rejects with INV301. */
  resolve(name: string | null): Promise<Credential> {
    const key = name ?? "";
    const known = this.#known.get(key) ?? this.#take(key);
    this.#known.set(key, known);
    return known;
  }

  async #take(name: string): Promise<Credential> {
    const taken = takeCredential(name, this.#env);
    if (taken !== null) return { kind: "password", name, ...taken };
    const { username, password } = credentialVariables(name);
    throw new Refusal("INV301", `${name === "" ? "No credential" : `Credential ${name}`} found in the environment.`, {
      hint: `Set ${username} (DOMAIN\\user, user@domain or user) and ${password}.`,
    });
  }
}
