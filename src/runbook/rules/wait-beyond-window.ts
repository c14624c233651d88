import { formatDuration } from "../../base/duration.ts";
import { child } from "../../text/pointer.ts";
import type { StepRule } from "./rule.ts";
import { windowLength } from "./window-span.ts";

/** Who waits until the window has ended cannot change anything any more; a wait at the end may go on after it. */
export const waitBeyondWindow: StepRule = (steps, { document, findings }) => {
  const open = windowLength(document);
  if (open === null) return;
  let waitedMs = 0;
  let beyond: string | null = null;
  for (const step of steps) {
    // A step that is wrong may have been meant to be anything.
    if (step === null) return;
    const { pointer, kind, input } = step;
    if (kind.changes && beyond !== null) {
      const [waits, length] = [waitedMs, open].map(formatDuration);
      const message = `before \`${kind.key}\` the waits may last ${waits}, but the window is open for ${length}`;
      findings.add({ code: "INV177", pointer: beyond, part: "key", message, severity: "warning" });
      return;
    }
    waitedMs += kind.lastsMs?.(input) ?? 0;
    if (waitedMs > open) beyond ??= child(pointer, kind.key);
  }
};
