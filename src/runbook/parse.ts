import type { Json } from "../base/json.ts";
import { compareDiagnostics, type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { Runbook } from "../model/runbook.ts";
import type { TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import type { StepKind } from "../model/step.ts";
import { type Document, isMap } from "../text/document.ts";
import { explainErrors } from "../text/explain.ts";
import { createFindings, type Findings } from "../text/findings.ts";
import { child } from "../text/pointer.ts";
import { readSelection } from "../text/selection.ts";
import { schemaErrors } from "../text/validate.ts";
import { readYaml } from "../text/yaml.ts";
import { buildRunbook } from "./build.ts";
import { meaningRules, spellingRules, stepRules } from "./rules/index.ts";
import type { CheckedStep } from "./rules/rule.ts";
import { inputKeys, STEP_OPTIONS, type WrittenStep, writtenSteps } from "./steps.ts";

/** What came of a runbook's text. */
export interface ParsedRunbook {
  /** The text read; null where it is not YAML at all. */
  readonly document: Document | null;
  /** Null where there was an error. */
  readonly runbook: Runbook | null;
  /** What stands under `targets` as far as it is sound, whatever else is wrong; null where there is nothing. */
  readonly selection: TargetSelection | null;
  /** Every mistake but those in the hosts themselves, which `select` reports. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and checks a runbook made of the given kinds of steps, and reports all its mistakes at once. */
export function parseRunbook(source: Source, kinds: readonly StepKind[]): ParsedRunbook {
  const { document, diagnostics: unread } = readYaml(source);
  if (document === null) return { document, runbook: null, selection: null, diagnostics: unread };
  const findings = createFindings(document, unread);
  const steps = writtenSteps(document, kinds);
  const context = { document, kinds, steps, findings };
  for (const rule of spellingRules) rule(context);
  explainErrors(schemaErrors("runbook", document.value), { document, base: "" }, findings);
  const checked = steps.map((step) => checkStep(step, document, findings));
  for (const rule of meaningRules) rule(context);
  for (const rule of stepRules) rule(checked, context);
  const diagnostics = [...unread, ...findings.diagnostics].sort(compareDiagnostics);
  return {
    document,
    runbook: hasErrors(diagnostics) ? null : buildRunbook(document, checked as readonly CheckedStep[]),
    selection: readSelection(document, "/targets"),
    diagnostics,
  };
}

/** Checks a step's input against its kind. Null where that is wrong; wrong options leave the step what it is. */
function checkStep(step: WrittenStep, document: Document, findings: Findings): CheckedStep | null {
  const { pointer, kinds } = step;
  const [kind] = kinds;
  let fits = kind !== undefined;
  for (const { key, input } of kinds.map((each) => ({ key: each.key, input: ownInput(step, each) }))) {
    // Nothing is left of it but what was reported already.
    if (input === undefined) fits = false;
    else {
      const errors = schemaErrors(`step:${key}`, input);
      explainErrors(errors, { document, base: child(pointer, key) }, findings);
      fits &&= errors.length === 0;
    }
  }
  if (kind === undefined || kinds.length > 1 || !fits) return null;
  return { pointer, kind, input: ownInput(step, kind) ?? null };
}

/** A step's input without what stands there by mistake; undefined where that leaves nothing to check. */
function ownInput({ members, strangers }: WrittenStep, kind: StepKind): Json | undefined {
  const input = members[kind.key] ?? null;
  const keys = inputKeys(kind);
  // Its input was put beside it.
  if (input === null) return strangers.some((key) => keys.includes(key)) ? undefined : null;
  if (!isMap(input)) return input;
  const own = Object.entries(input).filter(([key]) => keys.includes(key) || !STEP_OPTIONS.includes(key));
  if (own.length > 0 || Object.keys(input).length === 0) return Object.fromEntries(own);
  // Nothing but options stood there: a kind without input is what it is all the same.
  return schemaErrors(`step:${kind.key}`, null).length === 0 ? null : undefined;
}
