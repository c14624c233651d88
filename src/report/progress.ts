import type { Event, RunStatus } from "../model/event.ts";
import { type Totals, targetStates } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import { createHeadStart, type LeftTarget } from "./head-start.ts";
import { LiveTargets } from "./live-targets.ts";
import {
  type BatchProgress,
  type EndedTarget,
  endedBadly,
  type Holding,
  KEPT_FAILURES,
  type LiveTarget,
  type Progress,
  type StepEnds,
} from "./progress-shape.ts";
import { moveEnds } from "./step-ends.ts";
import { noTotals } from "./totals.ts";

/**
 * A live view of a run: counts for each batch and step, and the few single targets that there is room for. `before` is
 * what earlier sittings came to, so that a further one begins where the last has ended.
 */
export function createProgress(plan: Plan, before: Summary | null = null): Progress {
  return new Counting(plan, before);
}

type StartEvent = Extract<Event, { type: "target-started" }>;

class Counting implements Progress {
  readonly batches: readonly BatchProgress[];
  readonly failures: EndedTarget[] = [];
  readonly holding: { -readonly [Key in keyof Holding]: Holding[Key] } = {
    stopping: null,
    brake: null,
    windowEnded: false,
  };
  asked: number;
  failed = 0;
  since: number | null = null;
  windowEnds: number | null = null;
  status: RunStatus | null = null;
  readonly #plan: Plan;
  readonly #live: LiveTargets;
  readonly #left: Map<string, LeftTarget>;
  readonly #reached = { count: 0, ms: 0 };
  #homes: ReadonlyMap<string, number> | null = null;

  constructor(plan: Plan, before: Summary | null) {
    const { batches, left } = createHeadStart(plan, before);
    this.#plan = plan;
    this.batches = batches;
    this.#live = new LiveTargets(batches);
    this.#left = left;
    this.asked = before?.part.batches ?? batches.length;
  }

  get live(): ReadonlyMap<string, LiveTarget> {
    return this.#live.all;
  }

  get talking(): ReadonlySet<LiveTarget> {
    return this.#live.talking;
  }

  get meanMs(): number | null {
    const { count, ms } = this.#reached;
    return count === 0 ? null : ms / count;
  }

  totals(): Totals {
    const totals = noTotals();
    for (const batch of this.batches) {
      for (const state of targetStates) totals[state] += batch.totals[state] + batch.left[state];
      totals.unreachable += batch.aside.size;
      totals.stopped += batch.running;
    }
    return totals;
  }

  add(event: Event): void {
    switch (event.type) {
      case "run-started":
      case "run-resumed":
        this.since = Date.parse(event.time);
        this.windowEnds = event.windowEnds === null ? null : Date.parse(event.windowEnds);
        if (event.type === "run-started") this.asked = event.part.batches ?? this.batches.length;
        return;
      case "batch-started":
      case "batch-finished": {
        const batch = this.batches[event.batch];
        if (batch === undefined) return;
        batch.started = true;
        batch.finished = event.type === "batch-finished";
        return;
      }
      case "target-started":
        this.#start(event);
        return;
      case "target-finished":
        this.#end(event);
        return;
      case "stopping":
        this.holding.stopping = event;
        this.#giveUp();
        return;
      case "brake-closed":
        this.holding.brake = event;
        this.#giveUp();
        return;
      case "window-ended":
        this.holding.windowEnded = true;
        this.#giveUp();
        return;
      case "run-finished":
        this.status = event.status;
        this.#giveUp();
        return;
      default:
        this.#live.step(event);
    }
  }

  #start(event: StartEvent): void {
    const batch = this.batches[event.batch];
    if (batch === undefined || this.live.has(event.target)) return;
    batch.started = true;
    batch.running += 1;
    this.#live.start(event, this.#begin(batch, event));
  }

  /** Takes a target from those who are set aside or left, wherever it was planned, and tells what is known of its steps. */
  #begin(batch: BatchProgress, { target, replaces }: Pick<StartEvent, "target" | "replaces">): StepEnds {
    const aside = batch.aside.get(target);
    if (aside !== undefined) {
      batch.aside.delete(target);
      return aside.ends;
    }
    const known = this.#left.get(target);
    this.#left.delete(target);
    const home = replaces === undefined ? batch : (this.batches[known?.batch ?? this.#homeOf(target)] ?? batch);
    const state = known?.state ?? "not-started";
    home.left[state] = Math.max(0, home.left[state] - 1);
    const ends = known?.ends ?? [];
    if (home !== batch) {
      moveEnds(ends, home, batch);
      home.targets -= 1;
      batch.targets += 1;
      batch.standIns += 1;
    }
    return ends;
  }

  /** The batch that a target was planned for; asked only for the few who stand in for others. */
  #homeOf(name: string): number {
    this.#homes ??= new Map(
      this.#plan.batches.flatMap(({ targets }, index) => targets.map((target) => [target.name, index] as const)),
    );
    return this.#homes.get(name) ?? -1;
  }

  #end(event: EndedTarget): void {
    const batch = this.batches[event.batch];
    if (batch === undefined) return;
    const ends = this.#live.end(batch, event.target, event.again === true);
    if (ends === null) this.#begin(batch, event);
    else batch.running -= 1;
    if (event.again === true) {
      const dueAt = Date.parse(event.time) + (this.#plan.rollout.retryUnreachableMs ?? 0);
      batch.aside.set(event.target, { dueAt, ends: ends ?? [] });
      return;
    }
    batch.done += 1;
    batch.totals[event.state] += 1;
    if (event.state !== "not-started") batch.pace.add(Date.parse(event.time));
    if (event.state !== "not-started" && event.state !== "unreachable") {
      this.#reached.count += 1;
      this.#reached.ms += event.ms;
    }
    if (!endedBadly(event)) return;
    this.failed += 1;
    this.failures.push(event);
    if (this.failures.length > KEPT_FAILURES) this.failures.shift();
  }

  /** Once a run is held back nobody is tried again: who is set aside was unreachable. */
  #giveUp(): void {
    for (const batch of this.batches) {
      const { size } = batch.aside;
      batch.totals.unreachable += size;
      batch.done += size;
      for (const step of batch.steps) step.passed += size;
      batch.aside.clear();
    }
  }
}
