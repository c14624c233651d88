import type { Event, RaisedLimits } from "../model/event.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { Course } from "./course.ts";
import { stepTimes } from "./step-times.ts";
import type { BatchSpan, Mark, SittingSpan, Timeline } from "./timeline-shape.ts";

/** A run's events, taken in one by one for when they happened. */
export interface TimelineFold {
  add(event: Event): void;
  /** What is known so far, at any moment. */
  timeline(): Timeline;
}

type Beginning = Extract<Event, { type: "run-started" | "run-resumed" }>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Folds a run's events into its timeline. Targets and steps that the plan does not know are passed over. */
export function createTimeline(plan: Plan): TimelineFold {
  const places = new Map(planTargets(plan).map(({ name }, place) => [name, place]));
  const from = new Float64Array(places.size).fill(Number.NaN);
  const to = new Float64Array(places.size).fill(Number.NaN);
  const stepMs = new Float64Array(places.size * plan.steps.length).fill(Number.NaN);
  const course = new Course(places.size);
  const sittings: Writable<SittingSpan>[] = [];
  const batches: Writable<BatchSpan>[] = [];
  const marks: Mark[] = [];
  const durations: number[][] = plan.steps.map(() => []);

  const takeRunEvent = (event: Event, at: number) => {
    switch (event.type) {
      case "run-started":
      case "run-resumed":
        sittings.push(sittingOf(event, at));
        course.begin(at);
        return;
      case "run-finished": {
        const sitting = sittings.at(-1);
        if (sitting !== undefined) sitting.status = event.status;
        course.end(at);
        return;
      }
      case "batch-started":
        batches.push({ batch: event.batch, sitting: sittings.length - 1, from: at, to: null });
        return;
      case "batch-finished": {
        const span = batches.findLast(({ batch }) => batch === event.batch);
        if (span !== undefined) span.to = at;
        return;
      }
      case "brake-closed": {
        const { limit, batch, allowed, counted } = event;
        marks.push({ kind: "brake", at, limit, batch, allowed, counted });
        return;
      }
      case "window-ended":
        marks.push({ kind: "window-ended", at });
        return;
      case "stopping":
        marks.push({ kind: "stopping", at, reason: event.reason, atOnce: event.atOnce });
    }
  };

  const takeTargetEvent = (event: Event, at: number) => {
    if (event.type === "step-finished") {
      durations[event.step]?.push(event.ms);
      const place = places.get(event.target);
      if (place !== undefined && event.step < plan.steps.length)
        stepMs[place * plan.steps.length + event.step] = event.ms;
    }
    if (event.type !== "target-started" && event.type !== "target-finished") return;
    const place = places.get(event.target);
    if (place === undefined) return;
    if (event.type === "target-started") {
      if (Number.isNaN(from[place])) from[place] = at;
      course.take(place, "running", at);
    } else {
      if (!Number.isNaN(from[place])) to[place] = at;
      course.take(place, event.state, at);
    }
  };

  return {
    add(event) {
      const at = Date.parse(event.time);
      takeRunEvent(event, at);
      takeTargetEvent(event, at);
      const sitting = sittings.at(-1);
      if (sitting !== undefined) sitting.to = Math.max(sitting.to, at);
    },
    timeline: () => ({
      sittings,
      batches,
      marks,
      moments: course.moments(),
      steps: durations.map(stepTimes),
      targets: { from, to, stepMs },
    }),
  };
}

const NOTHING_RAISED: RaisedLimits = {};

function sittingOf(event: Beginning, at: number): SittingSpan {
  const { operator, tool, windowEnds } = event;
  const later = event.type === "run-resumed" ? event : { raised: NOTHING_RAISED, reason: null, cut: 0 };
  return {
    from: at,
    to: at,
    status: null,
    operator,
    tool,
    windowEnds: windowEnds === null ? null : Date.parse(windowEnds),
    raised: later.raised,
    reason: later.reason,
    cut: later.cut,
  };
}
