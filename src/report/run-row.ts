import type { Part, RunStatus } from "../model/event.ts";
import type { Totals } from "../model/outcome.ts";

/**
 * How a run stands: how its last sitting ended; or `under-way`; `cut-off`, where that sitting has no end and nobody is
 * seen at work on it; `never-began`, where there is no first event; `unreadable`, where a line that should be an event is
 * none.
 */
export type RunState = RunStatus | "under-way" | "cut-off" | "never-began" | "unreadable";

/** Who is at work on a run. */
export interface AtWork {
  readonly by: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
  /** Whether it still is can be told from here. */
  readonly sure: boolean;
}

/** A run as its first event and its last tell it; what lies between was not read, and no chain was checked. */
export interface RunRow {
  /** The name of its folder. */
  readonly run: string;
  readonly folder: string;
  /** The runbook's name; null where no first event tells it. */
  readonly name: string | null;
  readonly change: string | null;
  readonly part: Part | null;
  readonly state: RunState;
  /** Null unless it is under way. */
  readonly atWork: AtWork | null;
  readonly targets: number | null;
  /** Null where the last sitting has no end. */
  readonly totals: Totals | null;
  /** A further sitting would find something to do. */
  readonly resumable: boolean;
  readonly startedAt: string | null;
  /** When the last was heard of it; of a run that never began, when its folder was made. */
  readonly lastAt: string | null;
  /** From its first event to its last, with the pauses between sittings. */
  readonly lastedMs: number | null;
  /** Until when its plan may be applied; null for ever, or where that is not known. */
  readonly planExpiresAt: string | null;
  /** What its files take. */
  readonly bytes: number;
}
