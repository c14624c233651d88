import { Secret } from "../base/secret.ts";

/** The environment of the process: the one place where it is read. */
export const environment: NodeJS.ProcessEnv = process.env;

/** The variables that hold a credential: `INVRUN_<NAME>_…`, upper case, hyphens as underscores; bare for the unnamed one. */
export function credentialVariables(name: string): { readonly username: string; readonly password: string } {
  const stem = name === "" ? "INVRUN" : `INVRUN_${name.toUpperCase().replaceAll("-", "_")}`;
  return { username: `${stem}_USERNAME`, password: `${stem}_PASSWORD` };
}

/** Reads both variables and removes them, so that no child process and no dump can show them. Null where one is unset or empty. */
export function takeCredential(
  name: string,
  env: NodeJS.ProcessEnv = environment,
): { readonly username: string; readonly password: Secret } | null {
  const variables = credentialVariables(name);
  const username = env[variables.username];
  const password = env[variables.password];
  delete env[variables.username];
  delete env[variables.password];
  if (username === undefined || username === "" || password === undefined || password === "") return null;
  return { username, password: new Secret(password) };
}

/** The environment for another program: without credentials, and without what would point git elsewhere. */
export function childEnvironment(env: NodeJS.ProcessEnv = environment): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:INVRUN|GIT)_/i.test(name)));
}

/** What the environment says of colour: NO_COLOR and FORCE_COLOR, as no-color.org and force-color.org have it; null where silent. */
export function colorWish(env: NodeJS.ProcessEnv = environment): boolean | null {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "") return env.FORCE_COLOR !== "0";
  return env.TERM === "dumb" ? false : null;
}
