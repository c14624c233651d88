import { child } from "../../text/pointer.ts";
import { listed } from "../../text/words.ts";
import type { CheckedStep, StepRule } from "./rule.ts";

/** A force that no later step awaits is sent, and nobody will know whether it was reported. */
export const forceWithoutWait: StepRule = (steps, { findings }) => {
  const checked = allChecked(steps);
  for (const [index, { pointer, kind, input }] of checked.entries()) {
    const later = new Set(checked.slice(index + 1).flatMap((step) => step.kind.awaits(step.input)));
    const names = kind.closes(input).filter((name) => !later.has(name));
    if (names.length === 0) continue;
    const message = `no later step waits for ${listed(names, "and")}: nobody will know whether it was reported`;
    findings.add({ code: "INV145", pointer: child(pointer, kind.key), part: "key", message, severity: "hint" });
  }
};

/** A reset that no later step forces takes effect only when the client reports by itself. */
export const resetWithoutForce: StepRule = (steps, { findings }) => {
  const checked = allChecked(steps);
  for (const [index, { pointer, kind, input }] of checked.entries()) {
    const later = new Set(checked.slice(index + 1).flatMap((step) => step.kind.closes(step.input)));
    const names = kind.opens(input).filter((name) => !later.has(name));
    if (names.length === 0) continue;
    const message = `no later step forces ${listed(names, "and")}: the full report comes at the next scheduled cycle`;
    findings.add({ code: "INV146", pointer: child(pointer, kind.key), part: "key", message, severity: "hint" });
  }
};

/** None where a step is wrong: it may have been meant to be what is missing. */
function allChecked(steps: readonly (CheckedStep | null)[]): readonly CheckedStep[] {
  return steps.includes(null) ? [] : (steps as readonly CheckedStep[]);
}
