import type { Clock } from "../base/clock.ts";
import type { Session } from "../model/session.ts";
import { sleepUnlessStopped } from "./resting.ts";
import type { Slots } from "./slots.ts";
import type { Stop } from "./stop.ts";

/** A resting target keeps its connection while that is cheap: each new one is a logon for a domain controller. */
const HELD = { longestMs: 90_000, most: 2_000 } as const;

/** What those who rest share. */
export interface RestsOptions {
  readonly clock: Clock;
  readonly stop: Stop;
  readonly talking: Slots;
}

/** Lets targets rest: they hold no slot meanwhile, and a connection only for a short rest among not too many. */
export class Rests {
  readonly #options: RestsOptions;
  #held = 0;

  constructor(options: RestsOptions) {
    this.#options = options;
  }

  /** Gives the slot up, sleeps, and takes a slot again. False where the run is stopped meanwhile. */
  async rest(session: Session, ms: number): Promise<boolean> {
    const { clock, stop, talking } = this.#options;
    const holds = ms <= HELD.longestMs && this.#held < HELD.most && session.connected;
    if (!holds) session.rest();
    if (holds) this.#held++;
    talking.give();
    const slept = await sleepUnlessStopped(clock, ms, stop);
    if (holds) this.#held--;
    await talking.take("rest");
    return slept;
  }
}
