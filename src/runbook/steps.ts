import type { Json, JsonObject } from "../base/json.ts";
import type { StepKind } from "../model/step.ts";
import { type Document, isMap, valueAt } from "../text/document.ts";
import { child } from "../text/pointer.ts";

/** Keys that may stand beside a step's kind. */
export const STEP_OPTIONS: readonly string[] = ["name", "timeout", "retries", "on-error"];

/** An item of `steps` as it was written, whatever it is. */
export interface WrittenStep {
  readonly pointer: string;
  readonly value: Json;
  /** The map it should be; empty where it is none. */
  readonly members: JsonObject;
  /** The kinds whose keys it has. */
  readonly kinds: readonly StepKind[];
  /** Keys that are neither a kind nor an option. */
  readonly strangers: readonly string[];
}

/** The items of `steps`, sorted into kinds, options and strangers. */
export function writtenSteps(document: Document, kinds: readonly StepKind[]): readonly WrittenStep[] {
  const steps = valueAt(document, "/steps");
  if (!Array.isArray(steps)) return [];
  return (steps as readonly Json[]).map((value, index) => {
    const members = isMap(value) ? value : {};
    const known = kinds.filter(({ key }) => Object.hasOwn(members, key));
    const strangers = Object.keys(members).filter(
      (key) => !STEP_OPTIONS.includes(key) && !known.some((kind) => kind.key === key),
    );
    return { pointer: child("/steps", index), value, members, kinds: known, strangers };
  });
}

interface InputSchemaPart {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly anyOf?: readonly InputSchemaPart[];
}

/** The keys that a kind's input may have, where it is or may be a map. */
export function inputKeys(kind: StepKind): readonly string[] {
  const open = (schema: InputSchemaPart): readonly string[] => [
    ...Object.keys(schema.properties ?? {}),
    ...(schema.anyOf ?? []).flatMap(open),
  ];
  return open(kind.input);
}
