import { child } from "../../text/pointer.ts";
import { listed } from "../../text/words.ts";
import type { StepRule } from "./rule.ts";

/** A wait needs an earlier step that asked for what it waits for: only what comes after is counted. */
export const waitWithoutForce: StepRule = (steps, { findings }) => {
  const asked = new Set<string>();
  for (const step of steps) {
    // A step that is wrong may have been meant to ask for anything.
    if (step === null) return;
    const { pointer, kind, input } = step;
    const missing = kind.awaits(input).filter((name) => !asked.has(name));
    if (missing.length > 0) {
      const message = `\`${kind.key}\` waits for ${listed(missing)}, which no earlier step forces or resets`;
      findings.add({ code: "INV144", pointer: child(pointer, kind.key), part: "value", message });
    }
    for (const name of [...kind.opens(input), ...kind.closes(input)]) asked.add(name);
  }
};
