import type { Credential } from "../base/credential.ts";
import { Refusal } from "../base/refusal.ts";
import type { Secret } from "../base/secret.ts";
import type { AuthKind } from "../model/runbook.ts";
import type { Target } from "../model/target.ts";
import { type Configuration, type NamedCredential, NO_CONFIGURATION, readConfiguration } from "./config.ts";
import { openConfigured, openFromEnvironment } from "./credential-account.ts";
import { assignCredentials } from "./credential-targets.ts";
import { credentialVariables, environment, takeAccount, takeSecret } from "./environment.ts";
import type { KeyTerminal } from "./prompt.ts";

/** Where credentials come from. */
export interface CredentialsOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly configuration?: Configuration;
  readonly terminal?: KeyTerminal;
  readonly platform?: NodeJS.Platform;
}

/**
 * Turns the names of credentials into accounts, each once and only those that are asked for: by the environment, and
 * where that has none of the name, by the configuration. What stands in the environment is removed by its first reading.
 */
export class Credentials {
  readonly configuration: Configuration;
  readonly #env: NodeJS.ProcessEnv;
  readonly #terminal: KeyTerminal;
  readonly #platform: NodeJS.Platform;
  readonly #known = new Map<string, Promise<Credential>>();
  readonly #variables = new Map<string, Secret | null>();

  constructor(options: CredentialsOptions = {}) {
    const { env = environment, configuration = NO_CONFIGURATION, platform = process.platform } = options;
    this.configuration = configuration;
    this.#env = env;
    this.#terminal = options.terminal ?? { input: process.stdin, output: process.stderr };
    this.#platform = platform;
    // At once, so that no program that is run meanwhile inherits them.
    for (const variable of variablesOf(configuration)) this.#variables.set(variable, takeSecret(variable, env));
  }

  /**
   * The same targets, each with the name of the credential that it gets; `common` is the one that the runbook names, or
   * null. Reads no secret. Throws INV344 where a credential may not go to a target.
   */
  assign(targets: readonly Target[], common: string | null): readonly Target[] {
    return assignCredentials(targets, { common, configured: this.configuration.credentials });
  }

  /**
   * The account of this name; null for the unnamed one, which never stands in for a named one. Where nothing is said of
   * the unnamed one, Kerberos takes the user's own tickets, on Windows whoever is signed in. Rejects with a Refusal.
   */
  resolve(name: string | null, auth: AuthKind = "negotiate"): Promise<Credential> {
    const key = name ?? "";
    const known = this.#known.get(key) ?? this.#take(key, auth);
    this.#known.set(key, known);
    return known;
  }

  async #take(name: string, auth: AuthKind): Promise<Credential> {
    const found = await openFromEnvironment(name, takeAccount(name, this.#env), auth);
    if (found !== null) return found;
    const configured = this.configuration.credentials.find((credential) => credential.name === name);
    if (configured !== undefined) {
      const variable = (named: string) => this.#variables.get(named) ?? null;
      return openConfigured(configured, { variable, terminal: this.#terminal });
    }
    if (name === "" && takesTickets(auth, this.#platform)) return { kind: "tickets", name, username: "", cache: null };
    throw this.#missing(name);
  }

  #missing(name: string): Refusal {
    const { username, password } = credentialVariables(name);
    const { user } = this.configuration;
    const where = user === null ? "the environment" : `the environment or ${user.path}`;
    const elsewhere = name === "" ? "" : " Or say under `credentials` in your configuration where it comes from.";
    return new Refusal(
      "INV301",
      `${name === "" ? "No credential was" : `Credential ${name} was not`} found in ${where}.`,
      {
        hint: `Set ${username} (DOMAIN\\user, user@domain or user) and ${password}.${elsewhere}`,
      },
    );
  }
}

/** The credentials of this user, in this environment and working directory. Says what is wrong with a configuration, and throws INV324. */
export async function openCredentials({ color = false }: { readonly color?: boolean } = {}): Promise<Credentials> {
  return new Credentials({ configuration: await readConfiguration(color) });
}

/** Only Kerberos knows tickets; Windows speaks it by itself where both will do. */
function takesTickets(auth: string, platform: NodeJS.Platform): boolean {
  return auth === "kerberos" || (auth === "negotiate" && platform === "win32");
}

function variablesOf({ credentials }: Configuration): readonly string[] {
  return credentials
    .flatMap(({ account }: NamedCredential) => {
      if (account.kind === "password") return [account.password];
      return account.kind === "certificate" && account.passphrase !== null ? [account.passphrase] : [];
    })
    .flatMap((source) => (source.kind === "env" ? [source.name] : []));
}
