import type { Clock } from "../base/clock.ts";
import { formatDuration } from "../base/duration.ts";
import type { Event } from "../model/event.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import { batchRow } from "./batch-rows.ts";
import { brakeRow, stoppingRow, windowEndedRow } from "./holding.ts";
import { createPaint } from "./paint.ts";
import { guardLine, printable } from "./printable.ts";
import { createProgress } from "./progress.ts";
import { type EndedTarget, endedBadly } from "./progress-shape.ts";
import type { Reporter } from "./reporter.ts";
import { endedRow, runRow, statusRow } from "./rows.ts";
import { counted, grouped } from "./words.ts";

/** Where plain lines go, and in which dress. */
export interface LinesOptions {
  /** Standard error as a rule. */
  readonly output: NodeJS.WritableStream;
  readonly color: boolean;
  readonly clock: Clock;
  /** What earlier sittings came to; absent or null for the first. */
  readonly before?: Summary | null;
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
  const progress = createProgress(plan, options.before);
  const few = planTargets(plan).length <= FEW_TARGETS;
  let toldAt = clock.monotonic();

  const tell = (event: Event, colour: Colour | null, text: string) => {
    const line = `${event.time.slice(11, 19)} ${colour === null ? text : paint[colour](text)}`;
    output.write(`${guardLine(line)}\n`);
  };
  const sight = (event: Event) => ({ plan, progress, now: Date.parse(event.time) });
  const tellBatch = (event: Event, index: number) => {
    const batch = progress.batches[index];
    if (batch !== undefined) tell(event, null, batchRow(batch, sight(event)));
    toldAt = clock.monotonic();
  };
  /** Of so few targets each is told of, in a canary of a large run as well. */
  const smallBatch = (index: number) => few || (progress.batches[index]?.targets ?? 0) <= FEW_TARGETS;
  const tellEnd = (event: EndedTarget) => {
    if (endedBadly(event)) return tell(event, "red", endedRow(event));
    if (event.again === true) return smallBatch(event.batch) ? tell(event, "yellow", endedRow(event)) : undefined;
    const wasTold = few || (event.tries !== undefined && smallBatch(event.batch));
    if (!wasTold || event.state === "not-started") return;
    tell(event, null, event.why === undefined ? `${endedRow(event)} in ${formatDuration(event.ms)}` : endedRow(event));
  };
  const show = (event: Event) => {
    switch (event.type) {
      case "run-started":
        return tell(event, "bold", `${runRow(sight(event))}, run ${printable(plan.id)}`);
      case "run-resumed":
        return tell(event, "bold", `${runRow(sight(event))}, run ${printable(plan.id)} goes on, ${doneBefore()}`);
      case "batch-started":
        return plan.batches.length > 1 ? tell(event, null, startedRow(event)) : undefined;
      case "target-started":
        return event.replaces !== undefined && smallBatch(event.batch)
          ? tell(event, null, standInRow(event))
          : undefined;
      case "target-finished":
        return tellEnd(event);
      case "batch-finished":
        return few && plan.batches.length === 1 ? undefined : tellBatch(event, event.batch);
      case "brake-closed":
        return tell(event, "red", brakeRow(event, plan));
      case "window-ended":
        return tell(event, "yellow", windowEndedRow);
      case "stopping":
        return tell(event, "yellow", stoppingRow(event));
      case "run-finished":
        return tell(event, event.status === "finished" ? "bold" : "red", statusRow(event.status, event.totals));
    }
  };
  const doneBefore = () => `${grouped(progress.batches.reduce((sum, { done }) => sum + done, 0))} done before`;
  const startedRow = ({ batch }: Extract<Event, { type: "batch-started" }>) =>
    `Batch ${batch + 1} of ${plan.batches.length} begins: ${counted(progress.batches[batch]?.targets ?? 0, "target")}`;

  return {
    onEvent(event) {
      progress.add(event);
      show(event);
      if (few || clock.monotonic() - toldAt < PROGRESS_MS) return;
      for (const batch of progress.batches)
        if (batch.running > 0 || (batch.started && !batch.finished)) tellBatch(event, batch.index);
    },
    close: () => new Promise((resolve) => output.write("", () => resolve())),
  };
}

function standInRow({ target, replaces }: Extract<Event, { type: "target-started" }>): string {
  return printable(`${target} stands in for ${replaces}`);
}
