import { Secret } from "../base/secret.ts";

/** The environment of the process: the one place where it is read. */
export const environment: NodeJS.ProcessEnv = process.env;

/** The variables that hold a credential: `INVRUN_<NAME>_…`, upper case, hyphens as underscores; bare for the unnamed one. */
export function credentialVariables(name: string): CredentialVariables {
  const stem = name === "" ? "INVRUN" : `INVRUN_${name.toUpperCase().replaceAll("-", "_")}`;
  return {
    username: `${stem}_USERNAME`,
    password: `${stem}_PASSWORD`,
    keytab: `${stem}_KEYTAB`,
    certificate: `${stem}_CERTIFICATE`,
    key: `${stem}_KEY`,
    passphrase: `${stem}_KEY_PASSPHRASE`,
  };
}

/** The names of the variables of one credential. */
export type CredentialVariables = Readonly<
  Record<"username" | "password" | "keytab" | "certificate" | "key" | "passphrase", string>
>;

/** What the environment says of one credential; null where it says nothing. Keytab, certificate and key are paths. */
export interface EnvironmentAccount {
  readonly username: string | null;
  readonly password: Secret | null;
  readonly keytab: string | null;
  readonly certificate: string | null;
  readonly key: string | null;
  readonly passphrase: Secret | null;
}

/** Reads the variables of a credential and removes them, so that no child process and no dump can show them. */
export function takeAccount(name: string, env: NodeJS.ProcessEnv = environment): EnvironmentAccount {
  const { username, password, keytab, certificate, key, passphrase } = credentialVariables(name);
  return {
    username: takeVariable(username, env),
    password: takeSecret(password, env),
    keytab: takeVariable(keytab, env),
    certificate: takeVariable(certificate, env),
    key: takeVariable(key, env),
    passphrase: takeSecret(passphrase, env),
  };
}

/** Reads a variable that holds a secret and removes it. Null where it is unset or empty. */
export function takeSecret(variable: string, env: NodeJS.ProcessEnv = environment): Secret | null {
  const value = takeVariable(variable, env);
  return value === null ? null : new Secret(value);
}

function takeVariable(variable: string, env: NodeJS.ProcessEnv): string | null {
  const value = env[variable];
  delete env[variable];
  return value === undefined || value === "" ? null : value;
}

/** The environment for another program: without credentials, and without what would point git elsewhere. */
export function childEnvironment(env: NodeJS.ProcessEnv = environment): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:INVRUN|GIT)_/i.test(name)));
}

/** Does what may not see DEBUG, by which packages decide once whether to print what they do, passwords among it. */
export async function withoutDebug<T>(work: () => Promise<T>, env: NodeJS.ProcessEnv = environment): Promise<T> {
  const { DEBUG: wish } = env;
  delete env.DEBUG;
  try {
    return await work();
  } finally {
    if (wish !== undefined) env.DEBUG = wish;
  }
}

/** What the environment says of colour: NO_COLOR and FORCE_COLOR, as no-color.org and force-color.org have it; null where silent. */
export function colorWish(env: NodeJS.ProcessEnv = environment): boolean | null {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "") return env.FORCE_COLOR !== "0";
  return env.TERM === "dumb" ? false : null;
}

/** A credential that stands in the environment, by what its variables are called; nothing is taken out. */
export interface EnvironmentCredential {
  /** In lower case, with hyphens; empty for the unnamed one. */
  readonly name: string;
  readonly kind: "password" | "keytab" | "certificate";
  readonly username: string | null;
  /** Which variable holds its secret. */
  readonly secret: string;
}

/** The credentials that stand whole in the environment. */
export function environmentCredentials(
  env: Readonly<NodeJS.ProcessEnv> = environment,
): readonly EnvironmentCredential[] {
  const stems = Object.keys(env).map((name) => /^INVRUN(?:_([A-Z0-9_]+?))?_(?:USERNAME|CERTIFICATE)$/.exec(name));
  const names = new Set(
    stems.flatMap((match) => (match === null ? [] : [(match[1] ?? "").toLowerCase().replaceAll("_", "-")])),
  );
  return [...names].sort().flatMap((name): readonly EnvironmentCredential[] => {
    const variables = credentialVariables(name);
    const has = (key: keyof CredentialVariables) => (env[variables[key]] ?? "") !== "";
    const username = env[variables.username] ?? null;
    const told = (secret: keyof CredentialVariables) => `the variable ${variables[secret]}`;
    if (has("username") && has("password")) return [{ name, kind: "password", username, secret: told("password") }];
    if (has("username") && has("keytab")) return [{ name, kind: "keytab", username, secret: told("keytab") }];
    if (has("certificate") && has("key")) return [{ name, kind: "certificate", username: null, secret: told("key") }];
    return [];
  });
}
