import type { FaultRecord } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import type { Outcome, TargetState } from "../model/outcome.ts";
import type { PlannedStep } from "../model/plan.ts";
import type { StepKind } from "../model/step.ts";
import type { Hold } from "./stop.ts";

/** A step that is to be carried out now, and on what. */
export interface Due {
  readonly kind: StepKind;
  readonly input: Json;
  /** It is not the whole step, but what closes something that is open. */
  readonly part: boolean;
}

/** How a target ends. */
export interface LedgerEnd {
  readonly state: TargetState;
  /** What ended it, where a fault did. */
  readonly fault: FaultRecord | null;
  /** Why it was left alone, where it was. */
  readonly why?: string;
}

/** The account of one target: what it has learnt, what is still open, what is in doubt, and how it stands. */
export class Ledger {
  /** Facts by name; a later object is laid over an earlier one. */
  readonly facts = new Map<string, Json>();
  readonly #steps: readonly PlannedStep[];
  readonly #kinds: readonly StepKind[];
  /** Opened by a change and not closed since. */
  readonly #open = new Set<string>();
  readonly #doubts = new Map<string, FaultRecord>();
  #ended: LedgerEnd | null = null;
  #leftOut = false;
  #begun = false;

  constructor(steps: readonly PlannedStep[], kinds: readonly StepKind[]) {
    this.#steps = steps;
    this.#kinds = kinds;
  }

  /** What of a step is to be carried out now: all of it, the part that closes what is open, or nothing. */
  next(step: PlannedStep, hold: Hold): Due | null {
    const kind = this.#kind(step);
    const whole: Due = { kind, input: step.input, part: false };
    if (hold === "none" && !this.#leftOut) return whole;
    // A wait for what was forced changes nothing, and tells what became of it.
    const awaited = kind.awaits(step.input);
    if (hold !== "stopping" && awaited.length > 0 && !awaited.some((key) => this.#open.has(key))) return whole;
    const closing = hold === "window-ended" ? [] : this.#closing(kind, step.input);
    const part = closing.length < kind.closes(step.input).length || closing.length === 0;
    if (part) this.#leftOut = true;
    return closing.length === 0 ? null : { kind, input: part ? kind.narrow(step.input, closing) : step.input, part };
  }

  /** Enters a step that was carried out before. */
  restore(step: PlannedStep, outcome: Outcome): void {
    this.take(step, this.#kind(step), outcome);
  }

  /** The step closes something that is open. */
  settles(kind: StepKind, input: Json): boolean {
    return this.#closing(kind, input).length > 0;
  }

  /** It was opened, and not closed since. */
  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  /** Enters what became of a step; `ended` where nothing more is to be done on this target. */
  take(step: PlannedStep, kind: StepKind, outcome: Outcome): "goes on" | "ended" {
    this.#learn(outcome.facts);
    if (outcome.kind !== "failed") this.#begun = true;
    switch (outcome.kind) {
      case "skipped":
        if (outcome.ends !== true) return "goes on";
        this.#ended = { state: "skipped", fault: null, why: outcome.why };
        return "ended";
      case "failed":
        return this.#fail(step, kind, outcome.fault);
      case "in-doubt":
        return this.#doubt(step, kind, outcome);
      default:
        if (outcome.kind === "changed") for (const key of kind.opens(step.input)) this.#open.add(key);
        for (const key of kind.closes(step.input)) this.#open.delete(key);
        for (const key of kind.awaits(step.input)) this.#doubts.delete(key);
        return "goes on";
    }
  }

  /** The state the target ends in, and what ended it. */
  end(): LedgerEnd {
    const [doubt] = this.#doubts.values();
    if (doubt !== undefined) return { state: "in-doubt", fault: doubt };
    if (this.#ended !== null) return this.#ended;
    return this.#leftOut ? { state: "stopped", fault: null } : { state: "succeeded", fault: null };
  }

  #fail(step: PlannedStep, kind: StepKind, fault: FaultRecord): "goes on" | "ended" {
    if (fault.state === "stopped") {
      this.#leftOut = true;
      this.#ended ??= { state: "stopped", fault };
      return "goes on";
    }
    const waitedInDoubt = kind.awaits(step.input).some((key) => this.#doubts.has(key));
    if (step.onError === "continue" && !waitedInDoubt) return "goes on";
    const state = fault.code === "INV903" && !this.#begun ? "not-started" : fault.state;
    this.#ended = { state, fault };
    return "ended";
  }

  /** A doubt is carried on where a later step waits for what it is about: the wait looks. */
  #doubt(step: PlannedStep, kind: StepKind, outcome: Extract<Outcome, { kind: "in-doubt" }>): "goes on" | "ended" {
    for (const key of kind.closes(step.input)) this.#open.delete(key);
    const later = this.#steps.slice(step.index + 1).flatMap((other) => this.#kind(other).awaits(other.input));
    const looked = outcome.about.length > 0 && outcome.about.every((key) => later.includes(key));
    for (const key of outcome.about) this.#doubts.set(key, outcome.fault);
    if (looked) return "goes on";
    this.#ended = { state: "in-doubt", fault: outcome.fault };
    return "ended";
  }

  #learn(facts: Readonly<Record<string, Json>>): void {
    for (const [name, value] of Object.entries(facts)) {
      const known = this.facts.get(name);
      this.facts.set(name, isObject(known) && isObject(value) ? { ...known, ...value } : value);
    }
  }

  #closing(kind: StepKind, input: Json): readonly string[] {
    return kind.closes(input).filter((key) => this.#open.has(key));
  }

  #kind(step: PlannedStep): StepKind {
    const kind = this.#kinds.find(({ key }) => key === step.kind);
    if (kind === undefined) throw new Error(`the plan names the unknown kind ${step.kind}`);
    return kind;
  }
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
