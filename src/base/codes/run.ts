import type { FaultRow } from "./row.ts";

/** INV9xx: the run itself ended the work on a target. */
export const runFaults = {
  INV901: {
    title: "the run was stopped before this target was done",
    hint: "Run the runbook again for the targets that were not finished.",
    retryable: false,
    state: "stopped",
  },
  INV902: {
    title: "triggered, report not seen: the run was stopped while waiting",
    hint: "The client reports on its own. Run the runbook again if you need to see it.",
    retryable: false,
    state: "stopped",
  },
  INV903: {
    title: "no more logons with this credential, since a host refused it",
    hint: "Check the account and its password, then run again; the host that refused is named in the summary.",
    retryable: false,
    state: "failed",
  },
  INV904: {
    title: "the journal can no longer be written",
    hint: "Make room where the runs directory lies (`--runs-dir`), then run again for the targets that were not finished.",
    retryable: false,
    state: "stopped",
  },
} as const satisfies Record<string, FaultRow>;
