import type { Clock } from "../base/clock.ts";
import type { Plan, PlannedStep } from "../model/plan.ts";
import type { Look, StepKind } from "../model/step.ts";

/**
 * How long the work of a change is looked for whose answer was lost. A hardware cycle takes seconds to a few minutes;
 * administrators' scripts allow five. The pauses between looks are those with which reports are awaited; the last repeats.
 */
const PATIENCE = { longestMs: 300_000, pausesMs: [3_000, 15_000, 30_000, 60_000] } as const;

/** How long a step's work is looked for: as long as a later wait would wait for it, within reason. In milliseconds. */
export function patienceMs(
  step: PlannedStep,
  kind: StepKind,
  { plan, kinds }: { plan: Plan; kinds: readonly StepKind[] },
): number {
  const closed = kind.closes(step.input);
  const waits = plan.steps.slice(step.index + 1).map((later) => {
    const other = kinds.find(({ key }) => key === later.kind);
    const awaited = other?.awaits(later.input) ?? [];
    return awaited.some((key) => closed.includes(key)) ? (other?.looksForMs?.(later.input) ?? 0) : 0;
  });
  return Math.min(PATIENCE.longestMs, Math.max(0, ...waits));
}

/** What is looked for, and since when it could be there. */
export interface LookOptions {
  readonly look: Look;
  /** When the change left, on `clock.now()`. */
  readonly since: number;
  readonly patienceMs: number;
  readonly clock: Clock;
  /** Lets the target rest; false where the run is being stopped. */
  rest(ms: number): Promise<boolean>;
}

/** Looks until it is seen, or until nobody would wait for it any longer; at least once. */
export async function lookFor({ look, since, clock, rest, ...options }: LookOptions): Promise<boolean> {
  const until = since + options.patienceMs;
  for (let round = 0; ; round++) {
    if (await look()) return true;
    const left = until - clock.now();
    if (left <= 0) return false;
    const pauseMs = PATIENCE.pausesMs[Math.min(round, PATIENCE.pausesMs.length - 1)] as number;
    if (!(await rest(Math.min(pauseMs, left)))) return false;
  }
}
