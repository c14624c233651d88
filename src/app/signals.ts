import type { Stop } from "../engine/stop.ts";

/** What a terminal, a supervisor or a closing window sends. */
const SIGNALS = {
  SIGINT: "interrupted",
  SIGBREAK: "interrupted",
  SIGTERM: "terminated",
  SIGHUP: "terminated",
} as const;

/** Turns signals into requests to stop, until the returned function is called. */
export function listenForSignals(stop: Stop): () => void {
  const listeners = (Object.keys(SIGNALS) as (keyof typeof SIGNALS)[])
    .filter((signal) => signal !== "SIGBREAK" || process.platform === "win32")
    .map((signal) => ({ signal, listener: () => stop.request(SIGNALS[signal]) }));
  for (const { signal, listener } of listeners) process.on(signal, listener);
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
}
