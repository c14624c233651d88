import type { Json } from "../../base/json.ts";
import type { StepKind } from "../../model/step.ts";
import type { Document } from "../../text/document.ts";
import type { Findings } from "../../text/findings.ts";
import type { WrittenStep } from "../steps.ts";

/** What a rule may look at. Values are as written: a rule passes over what has not the shape it expects. */
export interface RuleContext {
  readonly document: Document;
  readonly kinds: readonly StepKind[];
  readonly steps: readonly WrittenStep[];
  readonly findings: Findings;
}

/** A check that a schema cannot say. Rules on spelling run before the schema, so that they may say it better. */
export type Rule = (context: RuleContext) => void;

/** A step whose input fits its kind's schema. */
export interface CheckedStep {
  readonly pointer: string;
  readonly kind: StepKind;
  readonly input: Json;
}

/** A check on steps whose inputs are known to be sound, in order. A null is a step that is not. */
export type StepRule = (steps: readonly (CheckedStep | null)[], context: RuleContext) => void;
