import { doneStates, type TargetState } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import { createPace } from "./pace.ts";
import type { BatchProgress, StepEnds } from "./progress-shape.ts";
import { countEnd, earlierEnds, passSteps } from "./step-ends.ts";
import { noTotals } from "./totals.ts";

/** A target that an earlier sitting began and did not bring to its end. */
export interface LeftTarget {
  readonly batch: number;
  readonly state: TargetState;
  readonly ends: StepEnds;
}

/** Where a sitting begins. */
export interface HeadStart {
  readonly batches: readonly BatchProgress[];
  readonly left: Map<string, LeftTarget>;
}

/** The batches as the last sitting left them; all of them not begun where `before` is null. */
export function createHeadStart(plan: Plan, before: Summary | null): HeadStart {
  const left = new Map<string, LeftTarget>();
  const batches = plan.batches.map(({ targets }, index) => {
    const batch = createBatch(plan, index);
    if (before === null) {
      batch.targets = targets.length;
      batch.left["not-started"] = targets.length;
    }
    return batch;
  });
  for (const { name, batch: index, state, tries, steps } of before?.targets ?? []) {
    const batch = batches[index];
    if (batch === undefined) continue;
    batch.targets += 1;
    const ends: StepEnds = [];
    for (const [step, end] of earlierEnds(steps).entries()) if (end !== undefined) countEnd(batch, ends, { step, end });
    if (tries > 0) {
      batch.started = true;
      batch.finished = true;
    }
    if (doneStates.includes(state)) {
      batch.totals[state] += 1;
      batch.done += 1;
      passSteps(batch, { from: 0, upTo: batch.steps.length });
    } else {
      batch.left[state] += 1;
      if (tries > 0) left.set(name, { batch: index, state, ends });
    }
  }
  return { batches, left };
}

function createBatch({ steps }: Plan, index: number): BatchProgress {
  return {
    index,
    targets: 0,
    steps: steps.map(() => ({ outcomes: new Map(), running: 0, waiting: 0, passed: 0 })),
    totals: noTotals(),
    left: noTotals(),
    aside: new Map(),
    pace: createPace(),
    standIns: 0,
    started: false,
    done: 0,
    running: 0,
    finished: false,
  };
}
