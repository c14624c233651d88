import type { Plan } from "../model/plan.ts";
import type { Opening } from "../model/window.ts";

/** How many in the worst minute, in the worst hour, and in all. */
interface Pace {
  readonly perMinute: number;
  readonly perHour: number;
  readonly total: number;
}

/** A plan, and all that follows from it and is worth knowing before it is approved. */
export interface PlanView {
  readonly plan: Plan;
  /** `k7mp-3xq2-9f0a-h2jz` */
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The window that is open or opens next; null where there is no window. */
  readonly opening: Opening | null;
  /** The site that a client must be assigned to; null where any will do. */
  readonly site: string | null;
  /** What it takes to undo each step, in order. */
  readonly undo: readonly string[];
  readonly load: {
    readonly starts: Pace;
    readonly fullReports: Pace;
    readonly otherReports: Pace;
    readonly leastLogons: number;
    readonly logonsPerSecond: number | "unlimited";
  };
  readonly shortestMs: number;
  readonly warnings: readonly { readonly kind: string; readonly text: string }[];
}
