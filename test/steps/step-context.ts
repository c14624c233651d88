import type { CimInstance, CimValue } from "../../src/base/cim.ts";
import type { Json } from "../../src/base/json.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { StepContext, StepKind, StepSession } from "../../src/model/step.ts";
import { FakeClock } from "../support/fake-clock.ts";

/** A step on a fake clock: what it asked, how long it rested, what came of it. */
export interface StepRun {
  readonly outcome: Outcome;
  readonly pausesMs: readonly number[];
  readonly notes: readonly string[];
}

/** A session of which only what is given may be asked. */
export function session(parts: Partial<StepSession>): StepSession {
  const unexpected = () => Promise.reject(new Error("not expected"));
  return {
    get: unexpected,
    delete: unexpected,
    query: unexpected,
    ask: unexpected,
    invoke: unexpected,
    script: unexpected,
    ...parts,
  };
}

/** Runs one step to its end. Rejects with what it throws, as the engine would see it. */
export async function runStep<I extends Json>(
  kind: StepKind<I>,
  input: I,
  parts: Partial<StepSession>,
  clock = new FakeClock(),
): Promise<StepRun> {
  const pausesMs: number[] = [];
  const notes: string[] = [];
  const context: StepContext = {
    target: { name: "pc-1" },
    session: session(parts),
    facts: new Map(),
    clock,
    random: () => 0.5,
    pause: async (ms) => {
      pausesMs.push(ms);
      await clock.sleep(ms);
    },
    note: (text) => void notes.push(text),
  };
  const outcome = await clock.settle(kind.run(context, input));
  return { outcome, pausesMs, notes };
}

/** An instance, or the output of a method. */
export function instance(properties: Readonly<Record<string, CimValue>>): CimInstance {
  return { kind: "instance", className: "Test", properties: new Map(Object.entries(properties)) };
}
