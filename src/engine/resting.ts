import type { Clock } from "../base/clock.ts";
import type { Stop } from "./stop.ts";

/** Sleeps, unless the run is being stopped. True where the time was slept in full. */
export async function sleepUnlessStopped(clock: Clock, ms: number, stop: Stop): Promise<boolean> {
  if (stop.soon) return false;
  const cut = new AbortController();
  const off = stop.onRequest(() => cut.abort());
  try {
    await clock.sleep(ms, cut.signal);
    return true;
  } catch (reason) {
    if (!cut.signal.aborted) throw reason;
    return false;
  } finally {
    off();
  }
}
