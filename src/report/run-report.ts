import type { Event } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import type { Timeline } from "./timeline-shape.ts";

/** How a run began: who began it, by which approval, and which part of the plan it carries out. */
export type Origin = Pick<
  Extract<Event, { type: "run-started" }>,
  "operator" | "approved" | "part" | "windowEnds" | "tool"
>;

/** The digests by which a plan is known. */
export interface PlanDigests {
  /** By which it is approved: `k7mp-3xq2-9f0a-h2jz`. */
  readonly quotable: string;
  /** SHA-256 of plan.json, as the journal's first event names it; in hex. */
  readonly file: string;
}

/** Where a journal ends. */
export interface JournalFigures {
  readonly events: number;
  /** The hash of the last of them, the anchor of the chain. */
  readonly head: string;
  /** Bytes of a last line that was never written to its end; 0 where there is none. */
  readonly torn: number;
}

/** All that a report is made from: a run's plan and journal, folded once. */
export interface RunReport {
  /** What of the plan the run carries out, under the run's own id. */
  readonly plan: Plan;
  readonly digests: PlanDigests;
  readonly origin: Origin;
  readonly summary: Summary;
  readonly timeline: Timeline;
  readonly journal: JournalFigures;
}

/** Makes a report: its text in pieces, to be written one after the other, so that no run is too large for one string. */
export type ReportFormat = (report: RunReport) => Iterable<string>;
