import type { FaultRow } from "./row.ts";

/** INV9xx: the run itself ended the work on a target. */
export const runFaults = {
  INV901: {
    title: "the run was stopped before this target was done",
    hint: "`invrun resume` goes on with a run where it was stopped; what only looked is begun again.",
    retryable: false,
    state: "stopped",
  },
  INV902: {
    title: "triggered, report not seen: the run was stopped while waiting",
    hint: "The client reports on its own; `invrun resume` looks for it.",
    retryable: false,
    state: "stopped",
  },
  INV903: {
    title: "no more logons with this credential, since a host refused it",
    hint: "Look what the host that refused it says, and correct the account or its password; then `invrun resume` goes on with the run.",
    retryable: false,
    state: "failed",
  },
  INV904: {
    title: "the journal can no longer be written",
    hint: "Make room where the runs directory lies (`--runs-dir`), then go on with `invrun resume`.",
    retryable: false,
    state: "stopped",
  },
  INV905: {
    title: "the maintenance window ended before this operation",
    hint: "`invrun resume` goes on in the next window; what was reset is forced then.",
    retryable: false,
    state: "stopped",
  },
} as const satisfies Record<string, FaultRow>;
