import { type BatchProgress, KEPT_FAILURES, type LiveTarget, type Progress } from "./progress-shape.ts";

/** Rows for single targets at one time. */
export const TARGET_ROWS = 4;

/** Rows that every frame has: the run, its last row, and the empty line on which the cursor stands. */
const FIXED_ROWS = 3;
/** Batches that are over and still worth a row; those with later tries before others. */
const PAST_BATCHES = 3;

/**
 * Up to so many batches each have a row of their own; of more, only the one under way. listr2 draws all of its tasks at
 * each change of one, so that 300 batches of five steps would stop the loop for six seconds (11.4 on Node 24).
 */
const BATCH_ROWS = 12;

/** Only the batch under way has a row of its own, below one for all others. */
export function sharesRows({ batches }: { readonly batches: readonly unknown[] }): boolean {
  return batches.length > BATCH_ROWS;
}

/** Which rows a frame has, so that it fits the terminal and is never clipped or scrolled. */
export interface Layout {
  readonly batches: ReadonlySet<number>;
  /** For each batch that shows its steps, the indexes of those steps. */
  readonly steps: ReadonlyMap<number, ReadonlySet<number>>;
  readonly failures: number;
  readonly targets: number;
}

/**
 * Shares the lines of a terminal out: first the batches under way, newest first, each with its steps; then the last
 * failures, single targets, and batches that are over. A finished run shows the steps of its last batch.
 */
export function arrange(progress: Progress, lines: number): Layout {
  let left = Math.max(2, lines - FIXED_ROWS);
  const batches = new Set<number>();
  const steps = new Map<number, ReadonlySet<number>>();
  const started = progress.batches.filter((batch) => batch.started).reverse();
  const under = started.filter((batch) => !batch.finished);
  for (const batch of under.length > 0 ? under : started.slice(0, 1)) {
    if (left < 2) break;
    const shown = pickSteps(batch, left - 1);
    batches.add(batch.index);
    steps.set(batch.index, shown);
    left -= 1 + shown.size;
  }
  const take = (wanted: number) => {
    const taken = Math.max(0, Math.min(wanted, left));
    left -= taken;
    return taken;
  };
  const failures = take(Math.min(KEPT_FAILURES, progress.failures.length));
  const targets = take(Math.min(TARGET_ROWS, progress.live.size));
  const busy = ({ running, aside }: BatchProgress) => (running + aside.size > 0 ? 0 : 1);
  const past = started.filter(({ index }) => !batches.has(index)).sort((a, b) => busy(a) - busy(b));
  for (const batch of past.slice(0, take(PAST_BATCHES))) {
    batches.add(batch.index);
  }
  return { batches, steps, failures, targets };
}

/** All steps where there is room, else the ones under way, in their order. */
function pickSteps(batch: BatchProgress, room: number): ReadonlySet<number> {
  const all = batch.steps.map((_, index) => index);
  if (all.length <= room) return new Set(all);
  const busy = (index: number) => ((batch.steps[index]?.running ?? 0) > 0 ? 0 : 1);
  return new Set(all.sort((a, b) => busy(a) - busy(b) || a - b).slice(0, room));
}

/**
 * Who has a row of their own now. Those who had one keep it while they talk; free rows go to others that talk, newest
 * first, then to whoever else is under way.
 */
export function seat(seats: readonly (LiveTarget | null)[], progress: Progress, wanted: number): (LiveTarget | null)[] {
  const next = Array.from({ length: TARGET_ROWS }, (_, at) => {
    const target = seats[at] ?? null;
    return target !== null && at < wanted && progress.talking.has(target) ? target : null;
  });
  const seated = new Set(next);
  const fill = (candidates: readonly LiveTarget[]) => {
    for (let at = 0; at < wanted; at += 1) {
      if (next[at] !== null) continue;
      const candidate = candidates.find((target) => !seated.has(target));
      if (candidate === undefined) return;
      next[at] = candidate;
      seated.add(candidate);
    }
  };
  if (next.slice(0, wanted).includes(null)) fill([...progress.talking].reverse());
  if (next.slice(0, wanted).includes(null)) {
    fill(seats.filter((target): target is LiveTarget => target !== null && progress.live.get(target.name) === target));
    fill([...progress.live.values()].slice(-TARGET_ROWS).reverse());
  }
  return next;
}
