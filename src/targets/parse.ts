import { compareDiagnostics, type Diagnostic } from "../model/diagnostic.ts";
import type { TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import { checkExpectationBounds } from "../text/expectation.ts";
import { explainErrors } from "../text/explain.ts";
import { createFindings } from "../text/findings.ts";
import { readSelection, UNBUILT_TARGET_KEYS } from "../text/selection.ts";
import { findUnbuilt } from "../text/unbuilt.ts";
import { schemaErrors } from "../text/validate.ts";
import { readYaml } from "../text/yaml.ts";

/** What came of a file of targets: the list as far as it is sound, and every mistake in its words. */
export interface ParsedTargets {
  readonly selection: TargetSelection | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a file in the shape of a runbook's `targets`. What is wrong with the hosts themselves, `select` says. */
export function parseTargets(source: Source): ParsedTargets {
  const { document, diagnostics: unread } = readYaml(source);
  if (document === null) return { selection: null, diagnostics: unread };
  const findings = createFindings(document, unread);
  findUnbuilt(document, UNBUILT_TARGET_KEYS, findings);
  explainErrors(schemaErrors("targets", document.value), { document, base: "" }, findings);
  checkExpectationBounds(document, "/expect", findings);
  return {
    selection: readSelection(document, ""),
    diagnostics: [...unread, ...findings.diagnostics].sort(compareDiagnostics),
  };
}
