import type { Clock } from "../base/clock.ts";
import { formatDuration } from "../base/duration.ts";
import type { Event } from "../model/event.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { createPaint } from "./paint.ts";
import { guardLine, printable } from "./printable.ts";
import { createProgress, endedBadly } from "./progress.ts";
import type { Reporter } from "./reporter.ts";
import { batchRow, endedRow, runRow, statusRow, stoppingRow } from "./rows.ts";

/** Where plain lines go, and in which dress. */
export interface LinesOptions {
  /** Standard error as a rule. */
  readonly output: NodeJS.WritableStream;
  readonly color: boolean;
  readonly clock: Clock;
}

/** Up to so many targets each has a line of its own when it is done; above, batches tell how far they are. */
const FEW_TARGETS = 20;
/** Between two lines of progress, in milliseconds. */
const PROGRESS_MS = 10_000;

type Colour = "red" | "green" | "yellow" | "bold";

/** A run as plain lines, one for what is worth one: for pipelines and files. No cursor is moved, nothing is redrawn. */
export function createLines(plan: Plan, options: LinesOptions): Reporter {
  const { output, clock } = options;
  const paint = createPaint(options.color);
  const progress = createProgress(plan);
  const few = planTargets(plan).length <= FEW_TARGETS;
  let toldAt = clock.monotonic();

  const tell = (event: Event, colour: Colour | null, text: string) => {
    const line = `${event.time.slice(11, 19)} ${colour === null ? text : paint[colour](text)}`;
    output.write(`${guardLine(line)}\n`);
  };
  const tellBatch = (event: Event, index: number) => {
    const batch = progress.batches[index];
    if (batch !== undefined) tell(event, null, batchRow(batch, plan.batches.length, Date.parse(event.time)));
    toldAt = clock.monotonic();
  };
  const show = (event: Event) => {
    switch (event.type) {
      case "run-started":
        return tell(event, "bold", `${runRow(plan, progress, Date.parse(event.time))}, run ${printable(plan.id)}`);
      case "batch-started":
        return plan.batches.length > 1 ? tell(event, null, startedRow(event, plan.batches.length)) : undefined;
      case "target-finished": {
        const bad = endedBadly(event.state);
        if (bad) tell(event, "red", endedRow(event));
        else if (few && event.state !== "not-started")
          tell(
            event,
            null,
            event.why === undefined ? `${endedRow(event)} in ${formatDuration(event.ms)}` : endedRow(event),
          );
        return;
      }
      case "batch-finished":
        return few && plan.batches.length === 1 ? undefined : tellBatch(event, event.batch);
      case "stopping":
        return tell(event, "yellow", stoppingRow(event));
      case "run-finished":
        return tell(event, event.status === "finished" ? "bold" : "red", statusRow(event.status, event.totals));
    }
  };

  return {
    onEvent(event) {
      progress.add(event);
      show(event);
      if (few || clock.monotonic() - toldAt < PROGRESS_MS) return;
      for (const batch of progress.batches) if (batch.started && !batch.finished) tellBatch(event, batch.index);
    },
    close: () => new Promise((resolve) => output.write("", () => resolve())),
  };
}

function startedRow(event: Extract<Event, { type: "batch-started" }>, batches: number): string {
  return `Batch ${event.batch + 1} of ${batches} begins`;
}
