import { type Document, isMap, valueAt } from "./document.ts";
import type { Findings } from "./findings.ts";

/** `expect` must leave a number that meets it: `min` is not above `max`. */
export function checkExpectationBounds(document: Document, pointer: string, findings: Findings): void {
  const expect = valueAt(document, pointer);
  if (!isMap(expect)) return;
  const { min, max } = expect;
  if (typeof min !== "number" || typeof max !== "number" || min <= max) return;
  const message = `no number is at least ${min} and at most ${max}`;
  findings.add({ code: "INV206", pointer: `${pointer}/max`, part: "value", message });
}
