import type { Plan } from "../model/plan.ts";
import { batchesRow, batchRow } from "./batch-rows.ts";
import { holdingRow } from "./holding.ts";
import { arrange, seat, sharesRows } from "./layout.ts";
import type { BatchProgress, LiveTarget, Progress } from "./progress-shape.ts";
import { endedRow, runRow, statusRow, stepRow, targetRow } from "./rows.ts";
import { stepLabel } from "./step-label.ts";
import { truncate } from "./width.ts";

/** The rows of one frame as text; an empty text is a row that is not shown. */
export interface Frame {
  readonly run: string;
  /** By the batch's index; where they share rows, that of all others, then that of the one under way. */
  readonly batches: readonly string[];
  /** By the same, then the step's index. */
  readonly steps: readonly (readonly string[])[];
  readonly failures: readonly string[];
  readonly seats: readonly string[];
  /** What is to be said below: what holds the run back, or how it ended. */
  readonly last: string;
}

/** The moment and the room for which a frame is drawn. */
export interface FrameOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly columns: number;
  readonly lines: number;
  /** Nothing more will come. */
  readonly closed: boolean;
}

/** What stands before a row: two columns a level, an icon and a space; and one column stays free. */
const INDENT = 2;
const MARGIN = 3;

/** Draws frames of a run's progress. It remembers only who sits where, so that rows do not jump. */
export function createFrames(plan: Plan, progress: Progress): (options: FrameOptions) => Frame {
  const labels = plan.steps.map(stepLabel);
  let seats: readonly (LiveTarget | null)[] = [];
  return ({ now, columns, lines, closed }) => {
    const layout = arrange(progress, lines);
    const sight = { plan, progress, now };
    const fit = (text: string, level: number) => truncate(text, columns - level * INDENT - MARGIN);
    seats = seat(seats, progress, closed ? 0 : layout.targets);
    const rowOf = (batch: BatchProgress) => fit(batchRow(batch, sight), 1);
    const stepsOf = ({ index, steps }: BatchProgress) =>
      steps.map((step, at) => (layout.steps.get(index)?.has(at) ? fit(stepRow(labels[at] as string, step), 2) : ""));
    const ownRows = () => ({
      batches: progress.batches.map((batch) => (layout.batches.has(batch.index) ? rowOf(batch) : "")),
      steps: progress.batches.map(stepsOf),
    });
    const sharedRows = () => {
      const [index] = layout.steps.keys();
      const shown = index === undefined ? undefined : progress.batches[index];
      const others = progress.batches.filter((batch) => batch.started && batch !== shown);
      return {
        batches: [others.length === 0 ? "" : fit(batchesRow(others, now), 1), shown === undefined ? "" : rowOf(shown)],
        steps: [[], shown === undefined ? [] : stepsOf(shown)],
      };
    };
    return {
      run: fit(runRow(sight), 0),
      ...(sharesRows(progress) ? sharedRows() : ownRows()),
      failures:
        layout.failures === 0 ? [] : progress.failures.slice(-layout.failures).map((event) => fit(endedRow(event), 1)),
      seats: seats.map((target) => (target === null ? "" : fit(targetRow(target, labels, now), 1))),
      // Where nothing more will come, those still under way were stopped.
      last: fit(
        closed ? statusRow(progress.status ?? "interrupted", progress.totals()) : holdingRow(progress.holding, plan),
        1,
      ),
    };
  };
}
