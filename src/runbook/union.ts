import { Optional, Object as Shape, type TProperties, type TSchema } from "typebox";
import type { StepKind } from "../model/step.ts";
import { type RunbookParts, runbookShape, stepOptions } from "./schema.ts";

/**
 * The published schema of a runbook: the core with every kind's input as a flat property of a step, which editors
 * complete well. That a step has exactly one kind is a rule, not a part of the schema.
 */
export function runbookUnion(parts: Omit<RunbookParts, "step">, kinds: readonly StepKind[]): TSchema {
  const inputs: Record<string, TSchema> = {};
  for (const { key, summary, input } of kinds) {
    const schema = input as TSchema & { readonly description?: string };
    const description = schema.description === undefined ? summary : `${summary} ${schema.description}`;
    inputs[key] = Optional({ ...schema, description } as TSchema);
  }
  const step = Shape({ ...inputs, ...stepOptions } as TProperties, {
    additionalProperties: false,
    description: "One step: exactly one kind, and beside it its options.",
  });
  return runbookShape({ ...parts, step });
}
