import type { FaultRow } from "./row.ts";

/** INV9xx: the run itself ended the work on a target. */
export const runFaults = {
  INV901: {
    title: "the run was stopped before this target was done",
    hint: "Run the same command again for the targets that were not finished.",
    retryable: false,
    state: "stopped",
  },
} as const satisfies Record<string, FaultRow>;
