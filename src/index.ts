/**
 * What programs may use: the check of a runbook, the kinds of steps, and the nouns of a run. The journal and the
 * summary are the stable way to look at a run from outside; both are plain JSON.
 */
export { type CheckedRunbook, checkRunbook, loadRunbook, type Validation, validateFiles } from "./app/validate.ts";
export type { Diagnostic, Severity } from "./model/diagnostic.ts";
export { CHAIN_START, chainEvent, type Event, type EventBody } from "./model/event.ts";
export type { Outcome, TargetState, Totals } from "./model/outcome.ts";
export type { Plan, PlannedStep } from "./model/plan.ts";
export type { Runbook } from "./model/runbook.ts";
export { createSource, type Source } from "./model/source.ts";
export type { StepContext, StepKind } from "./model/step.ts";
export type { Summary, TargetSummary } from "./model/summary.ts";
export type { Target } from "./model/target.ts";
export { stepKinds } from "./steps/index.ts";
