import { Fault } from "../base/fault.ts";
import type { StepContext } from "../model/step.ts";

/** How long waits rest between two looks (the last pause repeats), and by which part these pauses vary. */
export const POLLS = { pausesMs: [15_000, 30_000, 60_000, 120_000, 300_000], jitter: 0.1 } as const;

/** What is looked for, and for how long. */
export interface Polling {
  /** From now to the first look. */
  readonly firstMs: number;
  readonly timeoutMs: number;
  /** Looks once; true when what is waited for is there. Throws what makes waiting pointless. */
  look(): Promise<boolean>;
}

/** How waiting ended: `lost` is why the last look could not be made, where it could not. */
export type PollEnd = { readonly done: true } | { readonly done: false; readonly lost: Fault | null };

/** Looks at growing intervals until `look` says that it is done or the time is over; the last look is at its end. */
export async function poll(context: StepContext, { firstMs, timeoutMs, look }: Polling): Promise<PollEnd> {
  const { clock } = context;
  const deadline = clock.now() + timeoutMs;
  let pauseMs = firstMs;
  for (let round = 0; ; round++) {
    const restMs = Math.min(pauseMs, deadline - clock.now());
    if (restMs > 0) await context.pause(restMs);
    const seen = await glance(context, look);
    if (seen === true) return { done: true };
    if (clock.now() >= deadline) return { done: false, lost: seen === false ? null : seen };
    const planned = POLLS.pausesMs[Math.min(round, POLLS.pausesMs.length - 1)] as number;
    pauseMs = planned * (1 + POLLS.jitter * (2 * context.random() - 1));
  }
}

/** A client that cannot be reached now may be back at the next look; what it meant is given back. */
async function glance(context: StepContext, look: () => Promise<boolean>): Promise<boolean | Fault> {
  try {
    return await look();
  } catch (fault) {
    if (!(fault instanceof Fault) || !(fault.retryable || fault.state === "unreachable")) throw fault;
    context.note(`could not look: ${fault.message}`);
    return fault;
  }
}
