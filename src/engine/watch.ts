import type { Clock } from "../base/clock.ts";
import type { Recorder } from "./ports.ts";
import type { Stop } from "./stop.ts";

/** What is watched for a run, and who is told when it is held back. */
export interface WatchOptions {
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly stop: Stop;
  onHold(): void;
}

/** The longest that a timer may be set to, in milliseconds: Node counts them in 31 bits. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

/** Journals each request to stop, and turns the first into "at once" after one operation timeout. Ends with the returned function. */
export function watchStop({
  recorder,
  clock,
  stop,
  onHold,
  longestMs,
}: WatchOptions & { readonly longestMs: number }): () => void {
  const over = new AbortController();
  let asked = false;
  const off = stop.onRequest(() => {
    recorder.record({ type: "stopping", reason: stop.reason ?? "interrupted", atOnce: stop.atOnce });
    if (asked) return;
    asked = true;
    onHold();
    clock.sleep(longestMs, over.signal).then(
      () => stop.request("interrupted"),
      () => {},
    );
  });
  return () => {
    off();
    over.abort();
  };
}

/** Closes the window at its end, a moment on `clock.now()`; null for never. Ends with the returned function. */
export function watchWindow({
  recorder,
  clock,
  stop,
  onHold,
  endsAt,
}: WatchOptions & { readonly endsAt: number | null }): () => void {
  const over = new AbortController();
  const sleep = async (until: number) => {
    for (let ms = until - clock.now(); ms > 0; ms = until - clock.now())
      await clock.sleep(Math.min(ms, LONGEST_SLEEP_MS), over.signal);
    stop.endWindow();
    recorder.record({ type: "window-ended" });
    onHold();
  };
  if (endsAt !== null) sleep(endsAt).catch(() => {});
  return () => over.abort();
}
