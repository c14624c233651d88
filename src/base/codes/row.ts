/** The state a target ends in when a fault ends it. */
export type FaultState = "failed" | "unreachable" | "in-doubt" | "stopped";

/** One fault of the catalogue. */
export interface FaultRow {
  /** What happened, in one line, without the names of the case at hand. */
  readonly title: string;
  /** What the reader can do about it, naming the flag, file or setting. */
  readonly hint: string;
  /** What may lie behind it, a sentence each, the likeliest first; left out where the title says it all. */
  readonly causes?: readonly string[];
  /** The same request may be sent again after a pause. */
  readonly retryable: boolean;
  /** The state in which a target ends that this fault ends. */
  readonly state: FaultState;
}

/** One mistake in a text. */
export interface DiagnosticRow {
  readonly title: string;
  readonly hint: string;
}

/** One reason to refuse, with the exit code it gives. */
export interface RefusalRow {
  readonly title: string;
  readonly hint: string;
  readonly exit: 2 | 3 | 5;
}
