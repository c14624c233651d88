import type { Event } from "../model/event.ts";
import { sharesRows } from "./layout.ts";
import { KEPT_FAILURES, type Progress } from "./progress-shape.ts";

/** The ends that the tree's tasks await. Each promise says whether it ended well; none rejects. */
export interface Settling {
  readonly run: Promise<boolean>;
  /** The rows of single targets: they are there as long as the run is. */
  readonly seats: Promise<boolean>;
  step(batch: number, step: number): Promise<boolean>;
  /** The row of the nth bad end, from 0. Not good as soon as there is one. */
  failure(at: number): Promise<boolean>;
  readonly closed: boolean;
  /** Settles what this event ends. `before` is called first where something does, so that its row is up to date. */
  settle(event: Event, before: () => void): void;
  /** Settles what is left. */
  close(before: () => void): void;
}

interface End {
  readonly promise: Promise<boolean>;
  settled: boolean;
  readonly settle: (good: boolean) => void;
}

/** After one of these on any target, a step's row is not good. */
const BAD_ENDS = ["failed", "stopped", "in-doubt", "unreachable"] as const;

/** After one of these, the run's row is not good. */
const BAD_STATES = ["failed", "unreachable", "in-doubt", "stopped"] as const;

/** Watches a run's progress for the ends of its steps, its failures and itself. */
export function createSettling(progress: Progress): Settling {
  const run = createEnd();
  const seats = createEnd();
  const failures = Array.from({ length: KEPT_FAILURES }, createEnd);
  // Where batches share rows, these are there as long as the run is.
  const batches = sharesRows(progress) ? [] : progress.batches.map((batch) => batch.steps.map(createEnd));
  let closed = false;

  const settleSteps = (batch: number, before: () => void, all: boolean) => {
    const counts = progress.batches[batch];
    batches[batch]?.forEach((end, at) => {
      const step = counts?.steps[at];
      if (counts === undefined || step === undefined || end.settled) return;
      if (!all && step.passed < counts.targets) return;
      before();
      end.settle(BAD_ENDS.every((end) => !step.outcomes.has(end)));
    });
  };
  /** The steps of a batch are over when nobody is left in it, those for a later try included. */
  const settleBatch = (index: number, before: () => void) => {
    const batch = progress.batches[index];
    if (batch !== undefined) settleSteps(index, before, batch.finished && batch.running + batch.aside.size === 0);
  };
  const close = (before: () => void) => {
    if (closed) return;
    closed = true;
    before();
    const none = () => {};
    batches.forEach((_, batch) => {
      settleSteps(batch, none, true);
    });
    for (const end of failures) end.settle(true);
    seats.settle(true);
    const totals = progress.totals();
    run.settle(progress.status === "finished" && BAD_STATES.every((state) => totals[state] === 0));
  };
  for (const { index, done, targets, finished } of progress.batches)
    if (finished && done === targets) settleSteps(index, () => {}, true);

  return {
    run: run.promise,
    seats: seats.promise,
    step: (batch, step) => batches[batch]?.[step]?.promise ?? run.promise,
    failure: (at) => failures[at]?.promise ?? run.promise,
    get closed() {
      return closed;
    },
    settle(event, before) {
      if (event.type === "target-finished") {
        settleBatch(event.batch, before);
        const end = progress.failed === 0 ? undefined : failures[progress.failed - 1];
        if (end !== undefined && !end.settled) {
          before();
          end.settle(false);
        }
      } else if (event.type === "step-finished") {
        const batch = progress.live.get(event.target)?.batch;
        if (batch !== undefined) settleSteps(batch, before, false);
      } else if (event.type === "batch-finished") settleBatch(event.batch, before);
      else if (event.type === "run-finished") close(before);
    },
    close,
  };
}

function createEnd(): End {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const end: End = {
    promise,
    settled: false,
    settle(good) {
      end.settled = true;
      resolve(good);
    },
  };
  return end;
}
