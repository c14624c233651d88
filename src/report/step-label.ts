import type { Json } from "../base/json.ts";
import type { PlannedStep } from "../model/plan.ts";
import { printable } from "./printable.ts";

/** What a step is called where people look: its name if it was given one, else its kind and what it names. */
export function stepLabel(step: PlannedStep): string {
  if (step.name !== step.kind) return printable(step.name);
  const words = listedWords(step.input);
  return printable(words.length === 0 ? step.kind : `${step.kind} ${words.join(", ")}`);
}

/** The one word that an input is, or those that it lists, such as the inventories to be forced or waited for. */
function listedWords(input: Json): readonly string[] {
  if (typeof input === "string") return /^\S{1,40}$/.test(input) ? [input] : [];
  if (Array.isArray(input)) return input.filter((item): item is string => typeof item === "string");
  if (input === null || typeof input !== "object") return [];
  return Object.values(input).flatMap((value) => (Array.isArray(value) ? listedWords(value) : []));
}
