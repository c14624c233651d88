import { compareDiagnostics, type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { Source } from "../model/source.ts";
import { type Document, isMap, valueAt } from "../text/document.ts";
import { explainErrors } from "../text/explain.ts";
import { createFindings } from "../text/findings.ts";
import { schemaErrors } from "../text/validate.ts";
import { readYaml } from "../text/yaml.ts";
import { type ConfiguredCommand, checkTargetCommands, readTargetCommands } from "./commands.ts";
import { type ConfiguredCredential, readCredentials } from "./credentials.ts";
import { type ConfiguredDirectory, checkDirectory, readDirectory } from "./directory.ts";
import { checkCredentials } from "./rules.ts";
import { type ConfiguredSite, checkSite, readSite } from "./site.ts";

/** What is demanded of whoever applies something. */
export interface Policy {
  /** On more targets than this only a saved plan is applied; null for no such bound. */
  readonly planAbove: number | null;
  readonly changeRequired: boolean;
}

/** What one file configures. */
export interface Config {
  readonly policy: Policy;
  readonly credentials: readonly ConfiguredCredential[];
  /** Left out where there is none. */
  readonly site?: ConfiguredSite;
  /** Left out where there is none. */
  readonly directory?: ConfiguredDirectory;
  /** Programs that print targets; left out where there are none. */
  readonly commands?: readonly ConfiguredCommand[];
}

/** What holds where nothing is configured. */
export const NO_CONFIG: Config = { policy: { planAbove: null, changeRequired: false }, credentials: [] };

/** A configuration read, or what is wrong with it. */
export interface ParsedConfig {
  /** Null where there is an error. */
  readonly config: Config | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a configuration. A file without a word in it configures nothing. */
export function parseConfig(source: Source): ParsedConfig {
  const { document, diagnostics: unread } = readYaml(source);
  if (document === null) {
    const empty = unread.every(({ code }) => code === "INV103");
    return empty ? { config: NO_CONFIG, diagnostics: [] } : { config: null, diagnostics: unread };
  }
  const findings = createFindings(document, unread);
  const closed = checkCredentials(document, findings);
  checkSite(document, findings);
  checkTargetCommands(document, findings);
  checkDirectory(document, findings);
  const errors = schemaErrors("config", document.value).filter(
    ({ instancePath }) => !closed.some((pointer) => instancePath === pointer || instancePath.startsWith(`${pointer}/`)),
  );
  explainErrors(errors, { document, base: "" }, findings);
  const diagnostics = [...unread, ...findings.diagnostics].sort(compareDiagnostics);
  if (hasErrors(diagnostics)) return { config: null, diagnostics };
  const site = readSite(document);
  const commands = readTargetCommands(document);
  const own = { policy: readPolicy(document), credentials: readCredentials(document) };
  const directory = readDirectory(document);
  const config = {
    ...own,
    ...(directory !== null && { directory }),
    ...(commands.length > 0 && { commands }),
  };
  return { config: site === null ? config : { ...config, site }, diagnostics };
}

function readPolicy(document: Document): Policy {
  const written = valueAt(document, "/policy");
  const { change, "plan-above": above } = isMap(written) ? written : {};
  return { planAbove: typeof above === "number" ? above : null, changeRequired: change === "required" };
}
