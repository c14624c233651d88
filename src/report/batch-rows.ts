import { type Totals, targetStates } from "../model/outcome.ts";
import type { BatchProgress } from "./progress-shape.ts";
import { stateWords, wholeSeconds } from "./rows.ts";
import { batchLeftMs, type Sight } from "./time-left.ts";
import { noTotals } from "./totals.ts";
import { grouped, listed } from "./words.ts";

/** What is told of one batch, or of several together. */
interface Counts {
  readonly targets: number;
  readonly done: number;
  readonly running: number;
  readonly totals: Totals;
  readonly aside: number;
  /** When the next of those set aside is due, in milliseconds since 1970; of no account where nobody is. */
  readonly dueAt: number;
  readonly standIns: number;
}

/** `Batch 1 of 3: 12 of 250 done, 100 running, 1 failed, 3 set aside, tried again in 28m, 98/min, about 3m left` */
export function batchRow(batch: BatchProgress, sight: Sight): string {
  const { plan, now } = sight;
  const parts = countParts(countsOf(batch), now);
  const left = batchLeftMs(batch, sight);
  if (left !== null) {
    parts.push(`${grouped(Math.max(1, Math.round(batch.pace.perMinute(now))))}/min`);
    parts.push(`about ${wholeSeconds(left)} left`);
  }
  return `Batch ${batch.index + 1} of ${plan.batches.length}: ${parts.join(", ")}`;
}

/** `41 other batches: 405 of 410 done, 3 failed, 5 set aside, tried again in 28m` */
export function batchesRow(batches: readonly BatchProgress[], now: number): string {
  const totals = noTotals();
  const sum = { targets: 0, done: 0, running: 0, aside: 0, dueAt: Number.POSITIVE_INFINITY, standIns: 0 };
  for (const batch of batches) {
    const counts = countsOf(batch);
    for (const state of targetStates) totals[state] += counts.totals[state];
    for (const key of ["targets", "done", "running", "aside", "standIns"] as const) sum[key] += counts[key];
    sum.dueAt = Math.min(sum.dueAt, counts.dueAt);
  }
  const noun = batches.length === 1 ? "1 other batch" : `${grouped(batches.length)} other batches`;
  return `${noun}: ${countParts({ ...sum, totals }, now).join(", ")}`;
}

function countsOf({ targets, done, running, totals, aside, standIns }: BatchProgress): Counts {
  // Their pauses are of one length, so that the first to be set aside is the first to be due.
  const [next] = aside.values();
  const dueAt = next?.dueAt ?? Number.POSITIVE_INFINITY;
  return { targets, done, running, totals, aside: aside.size, dueAt, standIns };
}

function countParts({ targets, done, running, totals, aside, dueAt, standIns }: Counts, now: number): string[] {
  const parts = [`${grouped(done)} of ${grouped(targets)} done`];
  const states = targetStates.filter((state) => state !== "succeeded");
  const counts = listed([["running", running], ...states.map((state) => [stateWords[state], totals[state]] as const)]);
  if (counts !== "") parts.push(counts);
  const due = dueAt > now ? `in ${wholeSeconds(dueAt - now)}` : "next";
  if (aside > 0) parts.push(`${grouped(aside)} set aside, tried again ${due}`);
  if (standIns > 0) parts.push(`${grouped(standIns)} standing in`);
  return parts;
}
