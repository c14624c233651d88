import { type Document, isMap, valueAt } from "./document.ts";
import type { Findings } from "./findings.ts";
import { DYNAMIC_KEYS } from "./selection.ts";

/** `expect` must leave a number that meets it: `min` is not above `max`. */
export function checkExpectationBounds(document: Document, pointer: string, findings: Findings): void {
  const expect = valueAt(document, pointer);
  if (!isMap(expect)) return;
  const { min, max } = expect;
  if (typeof min !== "number" || typeof max !== "number" || min <= max) return;
  const message = `no number is at least ${min} and at most ${max}`;
  findings.add({ code: "INV206", pointer: `${pointer}/max`, part: "value", message });
}

/**
 * What is asked anew each time may answer with nobody one day and with everybody the next, so both bounds must stand
 * beside it. Told once, at the first key of such a source; an excluded source counts, since its answer lets others in.
 */
export function checkExpectationGiven(document: Document, pointer: string, findings: Findings): void {
  const expect = valueAt(document, `${pointer}/expect`);
  const missing = ["min", "max"].filter((bound) => !isMap(expect) || expect[bound] === undefined);
  if (missing.length === 0) return;
  const key = ["", "/exclude"]
    .flatMap((part) => DYNAMIC_KEYS.map((name) => `${part}/${name}`))
    .find((each) => valueAt(document, `${pointer}${each}`) !== undefined);
  if (key === undefined) return;
  const name = key.slice(key.lastIndexOf("/") + 1);
  const lacking = missing.length === 2 ? "`expect`" : `\`expect\` with \`${missing[0]}\``;
  const message = `\`${name}\` is asked anew each time and needs ${lacking} beside it`;
  findings.add({ code: "INV219", pointer: `${pointer}${key}`, part: "key", message });
}
