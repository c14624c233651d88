import { setMaxListeners } from "node:events";
import { Fault } from "../../base/fault.ts";
import { Stop } from "../../engine/stop.ts";
import type { StopReason } from "../../model/event.ts";
import { listenForSignals } from "../signals.ts";

/** What ends looks before they are done. */
export interface Cut {
  readonly signal: AbortSignal;
  /** Why they were ended, or null. */
  readonly reason: StopReason | null;
  /** Listens no more. */
  end(): void;
}

/** The first signal cuts everything off: a look that is broken off leaves nothing behind. */
export function cutBySignals(): Cut {
  const stop = new Stop();
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const unlisten = listenForSignals(stop);
  const forget = stop.onRequest(() => controller.abort(new Fault("INV901", "It was stopped before it was done.")));
  return {
    signal: controller.signal,
    get reason() {
      return stop.reason;
    },
    end() {
      forget();
      unlisten();
    },
  };
}
