import type { Plan } from "../../model/plan.ts";
import type { Summary } from "../../model/summary.ts";
import { type Braked, brakeReason } from "../brake.ts";
import { grouped } from "../words.ts";

/** A run in one line, and whether a change board ought to be glad of it. */
export interface Verdict {
  readonly tone: "good" | "fair" | "bad";
  readonly heading: string;
  readonly sentence: string;
}

/** What a run came to. A run that was cut short is bad even where enough had succeeded by then. */
export function verdictOf({ status, success, totals, brake }: Summary, plan: Plan): Verdict {
  const { met, succeeded, of, needed, share } = success;
  const criterion = `${typeof share === "number" ? grouped(share) : share} of all but the skipped`;
  const counts = `${grouped(succeeded)} of ${grouped(of)} succeeded; ${grouped(needed)} had to (${criterion}).`;
  const fault = totals.failed + totals.unreachable + totals["in-doubt"] + totals.stopped + totals["not-started"];
  switch (status) {
    case "finished":
      if (!met) return { tone: "bad", heading: "Finished, the criterion is missed", sentence: counts };
      return fault === 0
        ? { tone: "good", heading: "Finished, all well", sentence: counts }
        : { tone: "fair", heading: "Finished, the criterion is met", sentence: counts };
    case "braked":
      return {
        tone: "bad",
        heading: "The brake closed",
        sentence: `${brake === null ? "" : brakeSentence(brake, plan)} ${counts}`.trim(),
      };
    case "window-ended":
      return { tone: "bad", heading: "The window ended with work left", sentence: counts };
    case "interrupted":
      return { tone: "bad", heading: "Interrupted", sentence: counts };
  }
}

/** Why the brake closed, as a sentence. */
export function brakeSentence(brake: Braked, plan: Plan): string {
  const reason = brakeReason(brake, plan);
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
