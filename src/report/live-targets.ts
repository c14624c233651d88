import type { Event } from "../model/event.ts";
import type { BatchProgress, LiveTarget, StepEnds } from "./progress-shape.ts";
import type { TargetEvent } from "./record.ts";
import { countEnd, passSteps, passTarget, stepEnd } from "./step-ends.ts";

type StartEvent = Extract<Event, { type: "target-started" }>;
type StepEvent = Exclude<TargetEvent, { type: "target-started" | "target-finished" }>;

/** Those who were started and are not finished: at which step each is, and whether it talks or rests. */
export class LiveTargets {
  /** By name, in order of their start. */
  readonly all = new Map<string, LiveTarget>();
  /** In the order in which they began to. */
  readonly talking = new Set<LiveTarget>();
  readonly #batches: readonly BatchProgress[];

  constructor(batches: readonly BatchProgress[]) {
    this.#batches = batches;
  }

  /** `ends`: how its steps ended before. */
  start({ target: name, batch, time }: StartEvent, ends: StepEnds): void {
    const target: LiveTarget = {
      name,
      batch,
      since: Date.parse(time),
      ends,
      step: -1,
      passed: 0,
      waiting: false,
      doing: "connecting",
    };
    this.all.set(name, target);
    this.talking.add(target);
  }

  step(event: StepEvent): void {
    const target = this.all.get(event.target);
    const batch = target && this.#batches[target.batch];
    const { step } = event;
    if (target === undefined || batch?.steps[step] === undefined) return;
    if (target.step !== step && target.passed <= step) this.#enter(batch, target, step);
    this.#rest(target, event.type === "waiting");
    if (event.type === "step-started") countEnd(batch, target.ends, { step, end: null });
    if (event.type === "step-finished") {
      const { outcome } = event;
      const end = stepEnd(outcome.kind, "fault" in outcome ? outcome.fault.state : null);
      countEnd(batch, target.ends, { step, end });
      this.#leave(target);
      passTarget(batch, target, step + 1);
    } else if (event.type === "sending") target.doing = event.operation;
    else if (event.type === "retrying") target.doing = `trying again after ${event.code}`;
    else if (event.type !== "waiting") target.doing = "";
  }

  /** It has ended, for good or for now; gives back how its steps ended. Null where it was never started. */
  end(batch: BatchProgress, name: string, goesOnLater: boolean): StepEnds | null {
    const target = this.all.get(name);
    if (target === undefined) {
      if (!goesOnLater) passSteps(batch, { from: 0, upTo: batch.steps.length });
      return null;
    }
    this.#leave(target);
    this.all.delete(name);
    this.talking.delete(target);
    if (goesOnLater) passSteps(batch, { from: 0, upTo: target.passed, by: -1 });
    else passSteps(batch, { from: target.passed, upTo: batch.steps.length });
    return target.ends;
  }

  #enter(batch: BatchProgress, target: LiveTarget, index: number): void {
    this.#leave(target);
    passTarget(batch, target, index);
    target.step = index;
    const step = batch.steps[index];
    if (step !== undefined) step.running += 1;
  }

  /** Ends the stay at the step under way. */
  #leave(target: LiveTarget): void {
    this.#rest(target, false);
    const step = this.#batches[target.batch]?.steps[target.step];
    if (step !== undefined) step.running -= 1;
    target.step = -1;
    target.doing = "";
  }

  /** Moves a target between those that talk and those that rest. */
  #rest(target: LiveTarget, waiting: boolean): void {
    if (target.waiting === waiting) return;
    target.waiting = waiting;
    const step = this.#batches[target.batch]?.steps[target.step];
    if (step !== undefined) step.waiting += waiting ? 1 : -1;
    if (waiting) this.talking.delete(target);
    else this.talking.add(target);
  }
}
