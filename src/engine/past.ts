import type { Json } from "../base/json.ts";
import type { EventBody } from "../model/event.ts";
import type { Outcome, TargetState } from "../model/outcome.ts";
import type { PlannedStep } from "../model/plan.ts";
import type { StepKind } from "../model/step.ts";

/** What a change that left before came to. */
export type Answer = { readonly result: "done" | "absent" | "seen"; readonly output: Json };

/** What is known of a change that a step sent before. */
export interface SentBefore {
  /** When it left last, on `clock.now()`. */
  readonly at: number;
  /** An answer to it was lost, at least once. */
  lost: boolean;
  /** Null where there is none, so that it may or may not have been carried out. */
  answer: Answer | null;
}

/** What became of one step of a target before. */
export interface StepPast {
  outcome: Outcome | null;
  /** It was carried out in part alone, since the run was being stopped. */
  part: boolean;
  /** By operation. What was refused without doubt is not among them. */
  readonly sent: Map<string, SentBefore>;
  /** What was read before a change left, by subject, and which change was founded on it. The first reading stands. */
  readonly founded: Map<string, { readonly row: Json; readonly change: string }>;
  /** Read since; of no account unless a change follows. */
  readonly read: Map<string, Json>;
}

/** What became of one target before: in an earlier try, or in an earlier sitting of its run. */
export interface TargetPast {
  batch: number;
  /** Null while it is under way. */
  state: TargetState | null;
  tries: number;
  /** By the step's index; with holes where a step was never reached. */
  readonly steps: StepPast[];
}

/** Events that make up the past of a target. */
export type TargetBody = Extract<EventBody, { readonly target: string }>;

type StepBody = Exclude<TargetBody, { readonly type: "target-started" | "target-finished" }>;

/** The past of a target of which nothing is known yet. */
export function createPast(batch: number): TargetPast {
  return { batch, state: null, tries: 0, steps: [] };
}

/** Enters one event into the past of its target. `at`: when it happened, on `clock.now()`. */
export function remember(past: TargetPast, event: TargetBody, at: number): void {
  switch (event.type) {
    case "target-started":
      past.batch = event.batch;
      past.state = null;
      past.tries += 1;
      return;
    case "target-finished":
      past.state = event.state;
      return;
    default:
      rememberStep(stepPast(past, event.step), event, at);
  }
}

function rememberStep(step: StepPast, event: StepBody, at: number): void {
  switch (event.type) {
    case "step-started":
      step.part = event.part === true;
      step.outcome = null;
      return;
    case "observed":
      step.read.set(event.subject, event.row);
      return;
    case "sending":
      for (const [subject, row] of step.read)
        if (!step.founded.has(subject)) step.founded.set(subject, { row, change: event.operation });
      step.read.clear();
      step.sent.set(event.operation, { at, lost: step.sent.get(event.operation)?.lost ?? false, answer: null });
      return;
    case "answered":
      step.sent.set(event.operation, { at, lost: false, answer: { result: event.result, output: event.output } });
      return;
    case "refused": {
      const sent = step.sent.get(event.operation);
      if (event.delivered === "maybe" && sent !== undefined) sent.lost = true;
      else if (sent?.lost === false) forget(step, event.operation);
      return;
    }
    case "step-finished":
      step.outcome = event.outcome;
      step.read.clear();
      if (event.outcome.kind === "in-doubt" || event.outcome.kind === "failed" || step.part) return;
      step.sent.clear();
      step.founded.clear();
  }
}

/** A change that certainly was not carried out: what it was founded on may be another by the time it is sent again. */
function forget({ sent, founded }: StepPast, operation: string): void {
  sent.delete(operation);
  for (const [subject, { change }] of founded) if (change === operation) founded.delete(subject);
}

function stepPast(past: TargetPast, index: number): StepPast {
  const known = past.steps[index];
  if (known !== undefined) return known;
  const step: StepPast = { outcome: null, part: false, sent: new Map(), founded: new Map(), read: new Map() };
  past.steps[index] = step;
  return step;
}

/** The state a target is left in by its past, where nothing more becomes of it. */
export function stateLeft({ state, steps }: TargetPast): TargetState {
  if (state !== null) return state;
  const unanswered = steps.some(
    ({ outcome, sent }) => outcome === null && [...sent.values()].some((one) => one.answer === null),
  );
  return unanswered ? "in-doubt" : "stopped";
}

/** The first step that is not proven to be done: where a target goes on. The number of steps where all are. */
export function goesOnAt(past: TargetPast, steps: readonly PlannedStep[], kinds: readonly StepKind[]): number {
  const at = steps.findIndex((step) => !isDone(past, step, { steps, kinds }));
  return at === -1 ? steps.length : at;
}

interface Known {
  readonly steps: readonly PlannedStep[];
  readonly kinds: readonly StepKind[];
}

function isDone(past: TargetPast, step: PlannedStep, known: Known): boolean {
  const before = past.steps[step.index];
  if (before === undefined || before.outcome === null || before.part) return false;
  const { outcome } = before;
  if (outcome.kind === "in-doubt")
    return outcome.about.length > 0 && outcome.about.every((key) => wasSeen(past, key, known));
  // A failure that was let pass is done with; one that only cut the step short is not.
  if (outcome.kind === "failed") return step.onError === "continue" && !CUT_SHORT.includes(outcome.fault.state);
  return true;
}

/** States of a fault that say nothing of the step itself. */
const CUT_SHORT: readonly string[] = ["stopped", "unreachable", "in-doubt"];

/** A later wait found what an earlier step was in doubt about. */
function wasSeen(past: TargetPast, about: string, { steps, kinds }: Known): boolean {
  return steps.some((step) => {
    const outcome = past.steps[step.index]?.outcome;
    if (outcome?.kind !== "sent" && outcome?.kind !== "received") return false;
    return (
      kinds
        .find(({ key }) => key === step.kind)
        ?.awaits(step.input)
        .includes(about) === true
    );
  });
}
