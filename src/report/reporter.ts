import type { Event } from "../model/event.ts";

/** Something that shows a run while it goes on. It is told each event after the journal has it, and changes nothing. */
export interface Reporter {
  onEvent(event: Event): void;
  /** Shows what is left to show and lets go of the terminal. No timer and no listener of its own is left after it. */
  close(): Promise<void>;
}

/** Shows nothing: for `--quiet`, where the closing line alone is printed. */
export const silentReporter: Reporter = { onEvent() {}, async close() {} };
