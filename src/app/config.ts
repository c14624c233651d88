import { dirname } from "node:path";
import { diagnosticCodes } from "../base/codes/index.ts";
import { Refusal } from "../base/refusal.ts";
import type { ConfiguredCredential } from "../config/credentials.ts";
import { type Config, NO_CONFIG, type Policy, parseConfig } from "../config/parse.ts";
import type { ConfiguredSite } from "../config/site.ts";
import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { Source } from "../model/source.ts";
import { renderDiagnostics } from "../report/diagnostics.ts";
import { reporterOf } from "../targets/report.ts";
import { configFile } from "./config-place.ts";
import { createGrant, type Grant } from "./credential-grant.ts";
import { readText } from "./read-text.ts";
import { say, terminalWidth } from "./say.ts";
import { isTrusted, projectFile } from "./trust.ts";

/** A credential that is in force, and the file that says so. */
export interface NamedCredential extends ConfiguredCredential {
  /** The targets it may go to; null where nothing is said of them. */
  readonly grant: Grant | null;
  readonly file: ConfigFile;
}

/** The site that is in force, and the file that says so. */
export interface NamedSite extends ConfiguredSite {
  readonly file: ConfigFile;
}

/** A file that configures. */
export interface ConfigFile {
  readonly path: string;
  readonly owner: "user" | "project";
  /** Where relative paths in it are taken from. */
  readonly folder: string;
  readonly source: Source;
  readonly config: Config;
}

/** All that is configured here. */
export interface Configuration {
  /** Null where there is no such file. */
  readonly user: ConfigFile | null;
  /** Null where there is none, or it is not trusted: then nothing of it was even read. */
  readonly project: ConfigFile | null;
  /** The real path of a project's configuration that is there and not trusted. */
  readonly untrusted: string | null;
  readonly policy: Policy;
  /** The user's first, then the project's of other names. */
  readonly credentials: readonly NamedCredential[];
  /** The user's, else the project's; left out where there is none. */
  readonly site?: NamedSite;
}

/** Where configurations are looked for. */
export interface ConfigPlaces {
  /** The user's file; null for none. */
  readonly user?: string | null;
  /** The folder of the project. */
  readonly project?: string;
}

/** Where nothing is configured. */
export const NO_CONFIGURATION: Configuration = {
  user: null,
  project: null,
  untrusted: null,
  policy: NO_CONFIG.policy,
  credentials: [],
};

/**
 * Reads the user's configuration, and the project's where it is trusted. Says what is wrong with them, and throws INV324
 * where something is.
 */
export async function readConfiguration(
  color: boolean,
  { user: path = configFile(), project: folder = "." }: ConfigPlaces = {},
): Promise<Configuration> {
  const user = path === null ? null : await readConfigFile(path, { owner: "user", color });
  const found = await projectFile(folder);
  const project = found === null ? null : await readConfigFile(found, { owner: "project", color });
  const untrusted = found !== null && project === null ? found : null;
  if (untrusted !== null) sayUntrusted(untrusted);
  const own = credentialsOf(user);
  const { others, passedOver } = besideOwn(own, credentialsOf(project));
  if (passedOver.length > 0) say(renderDiagnostics(passedOver, { color, columns: terminalWidth() }));
  return {
    user,
    project,
    untrusted,
    policy: strictest(user?.config.policy ?? NO_CONFIG.policy, project?.config.policy ?? NO_CONFIG.policy),
    credentials: [...own, ...others],
    ...siteOf(user),
    ...(user?.config.site === undefined && siteOf(project)),
  };
}

/** A project never says where a credential of the user's may go, nor puts another account in its place. */
function besideOwn(own: readonly NamedCredential[], theirs: readonly NamedCredential[]) {
  const taken = new Set(own.map(({ name }) => name.toLowerCase()));
  const isTaken = ({ name }: NamedCredential) => taken.has(name.toLowerCase());
  const passedOver = theirs.filter(isTaken).map(({ name, at, file: { source } }): Diagnostic => {
    const message = `credential \`${name}\` of the project is passed over: yours of that name stands`;
    return { code: "INV190", severity: "warning", source, ...at, message, hint: diagnosticCodes.INV190.hint };
  });
  return { others: theirs.filter((credential) => !isTaken(credential)), passedOver };
}

/** A project may demand more than the user does, and never less. */
function strictest(one: Policy, other: Policy): Policy {
  const bounds = [one.planAbove, other.planAbove].filter((bound) => bound !== null);
  return {
    planAbove: bounds.length === 0 ? null : Math.min(...bounds),
    changeRequired: one.changeRequired || other.changeRequired,
  };
}

/** Checks a file as a configuration, and uses nothing of it. Shows what is wrong with it, and throws INV324 where something is. */
export async function readToCheck(path: string, color: boolean): Promise<ConfigFile> {
  const { source, diagnostics } = await readText(path);
  if (source === null) throw wrong(path, diagnostics, color);
  return checkedFile(source, { path, owner: "project", color });
}

function credentialsOf(file: ConfigFile | null): readonly NamedCredential[] {
  return (file?.config.credentials ?? []).map((credential) => ({
    ...credential,
    grant: credential.for === null ? null : createGrant(credential.for, () => {}),
    file: file as ConfigFile,
  }));
}

function siteOf(file: ConfigFile | null): Pick<Configuration, "site"> {
  const site = file?.config.site;
  return file === null || site === undefined ? {} : { site: { ...site, file } };
}

interface ReadOptions {
  readonly owner: ConfigFile["owner"];
  readonly color: boolean;
}

/** Null where there is no such file, or nobody trusts it. */
async function readConfigFile(path: string, { owner, color }: ReadOptions): Promise<ConfigFile | null> {
  const { source, absent, diagnostics } = await readText(path);
  // One that is there and may not be read might demand something.
  if (absent === true) return null;
  if (owner === "project" && (source === null || !(await isTrusted(path, source.text)))) return null;
  if (source === null) throw wrong(path, diagnostics, color);
  return checkedFile(source, { path, owner, color });
}

function checkedFile(source: Source, { path, owner, color }: ReadOptions & { readonly path: string }): ConfigFile {
  const { config, diagnostics } = checkConfig(source);
  if (config === null) throw wrong(path, diagnostics, color);
  return { path, owner, folder: dirname(path), source, config };
}

/** A configuration, the patterns in it looked at as well. */
function checkConfig(source: Source): {
  readonly config: Config | null;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { config, diagnostics: found } = parseConfig(source);
  const diagnostics = [...found];
  for (const credential of config?.credentials ?? [])
    if (credential.for !== null) createGrant(credential.for, reporterOf(source, diagnostics));
  return { config: hasErrors(diagnostics) ? null : config, diagnostics };
}

function sayUntrusted(path: string): void {
  say(`${path} is not trusted: nothing of it is used.\n  Read it, then trust it as it is with \`invrun trust\`.`);
}

function wrong(file: string, diagnostics: readonly Diagnostic[], color: boolean): Refusal {
  say(renderDiagnostics(diagnostics, { color, columns: terminalWidth() }));
  return new Refusal("INV324", `The configuration ${file} is wrong.`);
}
