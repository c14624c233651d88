import type { Plan } from "../../model/plan.ts";
import type { BatchSpan, Mark, Timeline } from "../timeline-shape.ts";
import { counted } from "../words.ts";
import { second } from "./numbers.ts";
import { brakeSentence } from "./verdict.ts";

/** One thing that happened, in a sentence. */
export interface Happening {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly what: string;
}

/** What happened to the run as a whole, in order. */
export function happenings({ sittings, batches, marks }: Timeline, plan: Plan): readonly Happening[] {
  const several = sittings.length > 1;
  const found: Happening[] = [
    ...sittings.map(({ from, operator, windowEnds }, at) => ({
      at: from,
      what: `${several ? `Sitting ${at + 1}` : "The run"} began, by ${operator.by} on ${operator.host}${windowEnds === null ? "" : `; its window ends ${second(windowEnds)}`}.`,
    })),
    ...batches.flatMap((span) => batchHappenings(span, plan)),
    ...marks.map((mark) => ({ at: mark.at, what: markSentence(mark, plan) })),
    ...sittings.map(({ to, status }, at) => ({
      at: to,
      what: `${several ? `Sitting ${at + 1}` : "The run"} ${status === null ? "was heard of for the last time" : `ended: ${status}`}.`,
    })),
  ];
  return found.sort((a, b) => a.at - b.at);
}

function batchHappenings({ batch, from, to }: BatchSpan, { batches }: Plan): readonly Happening[] {
  const size = batches[batch]?.targets.length ?? 0;
  const began = { at: from, what: `Batch ${batch + 1} of ${batches.length} began: ${counted(size, "target")}.` };
  return to === null ? [began] : [began, { at: to, what: `Batch ${batch + 1} was over.` }];
}

function markSentence(mark: Mark, plan: Plan): string {
  if (mark.kind === "brake") return `The brake closed. ${brakeSentence(mark, plan)}`;
  if (mark.kind === "window-ended") return "The window ended; nothing that changes was sent any more.";
  return `The run was ${mark.reason === "journal" ? "stopped, since its journal could not be written" : mark.reason}${mark.atOnce ? ", at once" : ""}.`;
}
