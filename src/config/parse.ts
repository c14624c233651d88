import { compareDiagnostics, type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { Source } from "../model/source.ts";
import { isMap, valueAt } from "../text/document.ts";
import { explainErrors } from "../text/explain.ts";
import { createFindings } from "../text/findings.ts";
import { schemaErrors } from "../text/validate.ts";
import { readYaml } from "../text/yaml.ts";

/** What is demanded of whoever applies something. */
export interface Policy {
  /** On more targets than this only a saved plan is applied; null for no such bound. */
  readonly planAbove: number | null;
  readonly changeRequired: boolean;
}

/** What holds where nothing is configured. */
export const NO_POLICY: Policy = { planAbove: null, changeRequired: false };

/** A configuration read, or what is wrong with it. */
export interface ParsedConfig {
  /** Null where there is an error. */
  readonly policy: Policy | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the user's configuration. A file without a word in it configures nothing. */
export function parseConfig(source: Source): ParsedConfig {
  const { document, diagnostics: unread } = readYaml(source);
  if (document === null) {
    const empty = unread.every(({ code }) => code === "INV103");
    return empty ? { policy: NO_POLICY, diagnostics: [] } : { policy: null, diagnostics: unread };
  }
  const findings = createFindings(document, unread);
  explainErrors(schemaErrors("config", document.value), { document, base: "" }, findings);
  const diagnostics = [...unread, ...findings.diagnostics].sort(compareDiagnostics);
  if (hasErrors(diagnostics)) return { policy: null, diagnostics };
  const written = valueAt(document, "/policy");
  const { change, "plan-above": above } = isMap(written) ? written : {};
  return {
    policy: { planAbove: typeof above === "number" ? above : null, changeRequired: change === "required" },
    diagnostics,
  };
}
