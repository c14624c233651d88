/**
 * What programs may rely on: the shapes of the plan, of the journal's events and of the summary that `apply --json`
 * prints, the nouns of a step kind, and the catalogue of codes. Everything else may change with any version.
 */
export type { CimDatetime, CimInstance, CimPath, CimReference, CimValue } from "./base/cim.ts";
export {
  type DiagnosticCode,
  diagnosticCodes,
  type FaultCode,
  faultCodes,
  type RefusalCode,
  refusalCodes,
} from "./base/codes/index.ts";
export { type Delivery, Fault, type FaultRecord } from "./base/fault.ts";
export { CHAIN_START, chainEvent, type Event, type EventBody, type RunStatus } from "./model/event.ts";
export type { Outcome, OutcomeKind, TargetState, Totals } from "./model/outcome.ts";
export { targetStates } from "./model/outcome.ts";
export type { Batch, Plan, PlannedStep } from "./model/plan.ts";
export type { StepContext, StepKind, StepSession } from "./model/step.ts";
export type { StepSummary, Summary, TargetSummary } from "./model/summary.ts";
export type { Target } from "./model/target.ts";
export { stepKinds } from "./steps/index.ts";
