import type { ConfiguredAccount, SecretSource } from "../config/credentials.ts";
import { directoryInForce } from "./ask-directory.ts";
import type { ConfigFile, Configuration, NamedCredential } from "./config.ts";
import { environmentCredentials } from "./environment.ts";
import { commandsInForce } from "./target-command.ts";

/** What is in force and whence, for people and programs. Says where secrets come from, and none of them. */
export interface ConfigView {
  readonly user: { readonly path: string | null; readonly present: boolean };
  /** Null where there is none in the working directory. */
  readonly project: { readonly path: string; readonly trusted: boolean } | null;
  readonly policy: { readonly planAbove: number | null; readonly changeRequired: boolean };
  readonly credentials: readonly CredentialView[];
  /** The site's administration service and the file that names it, or null. */
  readonly site: { readonly service: string; readonly file: string } | null;
  /** The directory of computers and the file that names it, or null. */
  readonly directory: DirectoryView | null;
  /** The programs that print targets. */
  readonly commands: readonly CommandView[];
}

/** Where computers are looked for, and as whom. */
export interface DirectoryView {
  readonly url: string;
  readonly base: string;
  /** The credential's name. */
  readonly credential: string;
  readonly file: string;
}

/** One command by its name. Of its words only the program: its arguments may tell too much, and stand in the file. */
export interface CommandView {
  readonly name: string;
  readonly program: string;
  readonly timeoutMs: number;
  readonly file: string;
}

/** One credential by its name; empty for the unnamed one. */
export interface CredentialView {
  readonly name: string;
  /** Who gives its account: what the environment says stands before what a file says. */
  readonly from: "environment" | ConfigFile["owner"];
  /** The file that names it, with or without the environment; null where the environment alone does. */
  readonly file: string | null;
  readonly kind: ConfiguredAccount["kind"];
  readonly username: string | null;
  /** Where its secret comes from; null for one without a secret of its own. */
  readonly secret: string | null;
  /** As written; null where nothing is said of them. */
  readonly for: readonly string[] | null;
}

/** What is in force. `userPath` is where the user's file is, or would be. */
export function viewConfig(
  configuration: Configuration,
  { userPath, env }: { readonly userPath: string | null; readonly env: Readonly<NodeJS.ProcessEnv> },
): ConfigView {
  const { user, project, untrusted, policy, credentials, site } = configuration;
  const fromEnvironment = new Map(environmentCredentials(env).map((found) => [found.name, found]));
  const configured = credentials.map((credential) => {
    const found = fromEnvironment.get(credential.name.toLowerCase());
    fromEnvironment.delete(credential.name.toLowerCase());
    const { kind, username, secret } = found ?? accountView(credential);
    const from = found === undefined ? credential.file.owner : ("environment" as const);
    const patterns = credential.for?.map(({ name }) => name) ?? null;
    return { name: credential.name, from, file: credential.file.path, kind, username, secret, for: patterns };
  });
  const others = [...fromEnvironment.values()].map(
    (found) => ({ ...found, from: "environment", file: null, for: null }) as const,
  );
  return {
    user: { path: userPath, present: user !== null },
    project: projectView(project, untrusted),
    policy,
    credentials: [...configured, ...others],
    site: site === undefined ? null : { service: site.service, file: site.file.path },
    directory: directoryView(configuration),
    commands: commandsInForce(configuration).map(({ name, run: [program = ""], timeoutMs, file }) => {
      return { name, program, timeoutMs, file: file.path };
    }),
  };
}

function directoryView(configuration: Configuration): DirectoryView | null {
  const directory = directoryInForce(configuration);
  if (directory === null) return null;
  const { url, base, credential, file } = directory;
  return { url, base, credential, file: file.path };
}

function projectView(project: ConfigFile | null, untrusted: string | null): ConfigView["project"] {
  if (project !== null) return { path: project.path, trusted: true };
  return untrusted === null ? null : { path: untrusted, trusted: false };
}

function accountView({ account }: NamedCredential): Pick<CredentialView, "kind" | "username" | "secret"> {
  const { kind } = account;
  switch (kind) {
    case "password":
      return { kind, username: account.username, secret: sourceWords(account.password) };
    case "keytab":
      return { kind, username: account.username, secret: `the keytab ${account.keytab}` };
    case "tickets":
      return { kind, username: account.username || null, secret: account.cache };
    case "certificate":
      return { kind, username: null, secret: `the key ${account.key}` };
  }
}

/** Where a secret comes from, as the object of a sentence. Of a command only the program: its arguments may tell too much. */
export function sourceWords(source: SecretSource): string {
  switch (source.kind) {
    case "env":
      return `the variable ${source.name}`;
    case "file":
      return `the file ${source.path}`;
    case "command":
      return `the program ${source.argv[0]}`;
    case "key-store":
      return `the key store, ${source.service}/${source.account}`;
    case "prompt":
      return "a question at the terminal";
  }
}
