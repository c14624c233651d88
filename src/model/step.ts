import type { Clock } from "../base/clock.ts";
import type { Json } from "../base/json.ts";
import type { Outcome, OutcomeKind } from "./outcome.ts";
import type { Script, ScriptResult } from "./script.ts";
import type { Session } from "./session.ts";
import type { Target } from "./target.ts";

/** A JSON Schema that also carries the TypeScript type of what it admits, as TypeBox makes them. */
export type InputSchema = object;

/** What a step is handed. No emitter, no logger, no file system. */
export interface StepContext {
  readonly target: Target;
  /** The engine's view of the session: each operation is journalled, retried as its fault allows, and bounded in time. */
  readonly session: StepSession;
  /** What earlier steps of this target learnt, by fact name; later ones win. */
  readonly facts: ReadonlyMap<string, Json>;
  readonly clock: Clock;
  /** A number in [0, 1) for jitter. */
  readonly random: () => number;
  /** The site's word on this computer's reports; left out where the run has no site. */
  readonly site?: StepSite;
  /** Lets the target rest without holding a slot. Rejects with INV901 when the run is being stopped. */
  pause(ms: number): Promise<void>;
  /** A remark for the journal, such as that a poll could not reach the client. */
  note(text: string): void;
}

/** The site as a step sees it: each answer is journalled. */
export interface StepSite {
  /** As SiteReports has it; `anew` where what was heard a moment ago will not do. */
  lastReport(inventory: string, anew?: boolean): Promise<string | null>;
}

/** Looks whether a change that was sent has done its work; false where that cannot be seen. */
export type Look = () => Promise<boolean>;

/** A session whose time limit and signal the engine supplies. */
export type StepSession = {
  readonly get: (path: Parameters<Session["get"]>[0]) => ReturnType<Session["get"]>;
  readonly delete: (path: Parameters<Session["delete"]>[0]) => ReturnType<Session["delete"]>;
  readonly query: (namespace: string, wql: string) => ReturnType<Session["query"]>;
  /** Calls a method that only answers a question, such as StdRegProv.GetStringValue: a read to journal and retries. */
  readonly ask: (
    path: Parameters<Session["invoke"]>[0],
    method: string,
    input: Parameters<Session["invoke"]>[2],
  ) => ReturnType<Session["invoke"]>;
  /**
   * Calls a method that changes something. Where an earlier call was sent and its answer lost, `look` is asked whether
   * its work can be seen, before it is sent again.
   */
  readonly invoke: (
    path: Parameters<Session["invoke"]>[0],
    method: string,
    input: Parameters<Session["invoke"]>[2],
    look?: Look,
  ) => ReturnType<Session["invoke"]>;
  /** Runs a script: a change of which nothing can be seen, so that one whose answer was lost is never sent again. */
  readonly script: (script: Script) => Promise<ScriptResult>;
};

/** One kind of step: a value in a file of its own. `I` is its checked input. */
export interface StepKind<I = Json> {
  /** The YAML key. */
  readonly key: string;
  /** One line for the docs and the editor's hover. */
  readonly summary: string;
  /** A TypeBox value: the JSON Schema of the input, and by its static type `I`. */
  readonly input: InputSchema;
  /** Changes something on the client. */
  readonly changes: boolean;
  /** Twice is as good as once: where the answer to a call was lost, it is sent again. */
  readonly repeatable: boolean;
  /** `timeout` may stand beside it (a wait has its own). */
  readonly takesTimeout: boolean;
  /** The exact operations, for plan, question and docs. */
  describe(input: I): readonly string[];
  /** What it takes to undo the step, in a sentence that begins in lower case; truthful where nothing can. */
  undo(input: I): string;
  /** The outcomes that it ends well with, each with what it means; faults can end any kind. In lower case, no full stop. */
  readonly outcomes: Readonly<Partial<Record<OutcomeKind, string>>>;
  /** What this step leaves open until a later one closes it: an inventory that was reset must be forced. */
  opens(input: I): readonly string[];
  /** What this step closes. */
  closes(input: I): readonly string[];
  /** What must have been opened or closed before for this step to have something to wait for. */
  awaits(input: I): readonly string[];
  /** What of it is awaited at the site: its date there is asked for before anything opens or closes it. */
  awaitsAtSite?(input: I): readonly string[];
  /** How long it looks for what it awaits at most, in milliseconds; absent where it looks for nothing. */
  looksForMs?(input: I): number;
  /** How long it may wait beside its operations, in milliseconds; only of kinds that wait. */
  lastsMs?(input: I): number;
  /** The part of the input that closes only what is named: for a run that is being stopped. */
  narrow(input: I, open: readonly string[]): I;
  run(context: StepContext, input: I): Promise<Outcome>;
}
