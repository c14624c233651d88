import { type CimPath, formatPath } from "../base/cim.ts";
import { sha256 } from "../base/digest.ts";
import { type Delivery, Fault } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import type { PlannedStep } from "../model/plan.ts";
import type { Script, ScriptResult } from "../model/script.ts";
import type { OperationOptions, Session, SessionLogon } from "../model/session.ts";
import type { Look, StepSession } from "../model/step.ts";
import { backoffMs } from "./backoff.ts";
import type { StepPast } from "./past.ts";
import { plainInstance, reviveInstance } from "./plain.ts";
import { Recall } from "./recall.ts";
import type { TargetRecorder } from "./step-run.ts";
import type { Stop } from "./stop.ts";

/** What one step's view of a session is made of. */
export interface StepSessionOptions {
  readonly session: Session;
  runScript(script: Script, options: OperationOptions): Promise<ScriptResult>;
  readonly target: string;
  readonly step: PlannedStep;
  readonly recorder: TargetRecorder;
  readonly stop: Stop;
  readonly random: () => number;
  readonly longestPauseMs: number;
  /** This step closes what an earlier one opened, so it goes on while the run is being stopped. */
  readonly settles: boolean;
  /** Its calls may be sent again where they may have arrived. */
  readonly repeatable: boolean;
  /** What an earlier try or sitting of this step read and sent; null where there was none. */
  readonly past: StepPast | null;
  /** Looks for the work of a change that left at `since` and whose answer was lost; false where it is not to be seen. */
  lookFor(look: Look, since: number): Promise<boolean>;
  /** Lets the target rest without holding a slot; false where the run is being stopped. */
  rest(ms: number): Promise<boolean>;
}

interface Operation<T> {
  readonly subject: string;
  readonly changes: boolean;
  /** Sent again even if the first may have arrived. */
  readonly repeatable: boolean;
  /** Not even in a later sitting. */
  readonly once?: true;
  send(options: OperationOptions): Promise<T>;
  /** What came of it, as plain data, and back. */
  plain(result: T): Json;
  revive(plain: Json): T;
  /** Whether an earlier call, whose answer was lost, can be seen to have worked. */
  readonly look?: Look | undefined;
}

/**
 * A session as a step sees it. What was answered in an earlier sitting is not sent again. Reads are journalled as what was observed. A change is on disk before it leaves, and
 * what came of it after. Faults that allow it are tried again, an unsafe change only where it cannot have arrived.
 */
export function createStepSession(options: StepSessionOptions): StepSession {
  const { session } = options;
  const recall = new Recall(options.past);
  const perform = <T>(operation: Operation<T>) => operate(options, operation, recall);
  return {
    get: (path) =>
      perform({
        subject: `get ${formatPath(path)}`,
        changes: false,
        repeatable: true,
        send: (limits) => session.get(path, limits),
        plain: plainInstance,
        revive: reviveInstance,
      }),
    query: (namespace, wql) =>
      perform({
        subject: `query ${namespace}: ${wql}`,
        changes: false,
        repeatable: true,
        send: (limits) => session.query(namespace, wql, limits),
        plain: (rows) => rows.map(plainInstance),
        revive: (rows) => (rows as readonly Json[]).map(reviveInstance),
      }),
    delete: (path) =>
      perform({
        subject: `delete ${formatPath(path)}`,
        changes: true,
        repeatable: true,
        send: (limits) => session.delete(path, limits),
        plain: () => null,
        revive: () => {},
      }),
    ask: (path, method, input) =>
      perform({
        subject: describeCall("ask", { path, method, input }),
        changes: false,
        repeatable: true,
        send: (limits) => session.invoke(path, method, input, limits),
        plain: plainInstance,
        revive: reviveInstance,
      }),
    invoke: (path, method, input, look) =>
      perform({
        subject: describeCall("invoke", { path, method, input }),
        changes: true,
        repeatable: options.repeatable,
        send: (limits) => session.invoke(path, method, input, limits),
        plain: plainInstance,
        revive: reviveInstance,
        look,
      }),
    script: (script) =>
      perform({
        subject: `script ${sha256(script.text)}`,
        changes: true,
        repeatable: false,
        once: true,
        send: (limits) => options.runScript(script, limits),
        plain: (result) => result,
        revive: (plain) => plain as ScriptResult,
      }),
  };
}

async function operate<T>(options: StepSessionOptions, operation: Operation<T>, recall: Recall): Promise<T> {
  const known = recall.take(operation);
  if (known !== null) return operation.revive(known.plain);
  const lostAt = operation.changes ? recall.lostAt(operation.subject) : null;
  const { look } = operation;
  if (lostAt !== null && operation.once) throw lostBefore(options.target);
  if (lostAt === null || look === undefined || !(await options.lookFor(() => recall.aside(look), lostAt)))
    return send(options, operation, lostAt !== null);
  const { target, step, recorder } = options;
  const on = { target, step: step.index, operation: operation.subject } as const;
  recorder.record({ type: "answered", ...on, result: "seen", output: null });
  return operation.revive(null);
}

/** Sends it, once or as often as its fault allows. `lost`: it was sent before, and may have been carried out. */
async function send<T>(options: StepSessionOptions, operation: Operation<T>, lost: boolean): Promise<T> {
  const { step, stop, recorder, target } = options;
  const on = { target, step: step.index, operation: operation.subject } as const;
  let mayHaveArrived = lost;
  for (let attempt = 1; ; attempt++) {
    if (stop.soon && !options.settles) throw stopped();
    if (operation.changes && stop.windowEnded) throw windowEnded();
    if (operation.changes)
      await recorder.recordFirst({ type: "sending", ...on, attempt, ...(lost && { repeated: true }) });
    try {
      if (operation.changes && stop.windowEnded) throw windowEnded();
      const result = await operation.send({ signal: stop.cut, timeoutMs: step.timeoutMs });
      recordLogon(options);
      recordResult(options, operation, operation.plain(result));
      return result;
    } catch (error) {
      recordLogon(options);
      const fault = asFault(error, stop);
      recordFault(options, operation, fault);
      if (operation.changes && fault.delivered === "maybe") mayHaveArrived = true;
      const again = fault.retryable && attempt <= step.retries && (operation.repeatable || fault.delivered !== "maybe");
      const final = operation.changes ? (mayHaveArrived ? inDoubt(fault) : fault) : harmless(fault);
      if (!again || (stop.soon && !options.settles)) throw final;
      const afterMs = backoffMs({ attempt, longestMs: options.longestPauseMs, random: options.random });
      recorder.record({ type: "retrying", ...on, code: fault.code, attempt, afterMs });
      if (!(await options.rest(afterMs)) && !options.settles) throw final;
    }
  }
}

/** Logons that stand in the journal. */
const journalled = new WeakSet<SessionLogon>();

/** Each once: most operations find their connection standing. */
function recordLogon({ session, recorder, target, step }: StepSessionOptions): void {
  const { logon } = session;
  if (logon === null || journalled.has(logon)) return;
  journalled.add(logon);
  const { mechanism, instead } = logon;
  const why = instead !== null && { notKerberos: instead.code };
  recorder.record({ type: "logged-on", target, step: step.index, mechanism, ...why });
}

function recordResult<T>({ recorder, target, step }: StepSessionOptions, operation: Operation<T>, plain: Json): void {
  const on = { target, step: step.index } as const;
  if (operation.changes)
    recorder.record({ type: "answered", ...on, operation: operation.subject, result: "done", output: plain });
  else recorder.record({ type: "observed", ...on, subject: operation.subject, row: plain });
}

/** That nothing was there is an answer: an absent row is observed, and a delete finds its work done. */
function recordFault<T>({ recorder, target, step }: StepSessionOptions, operation: Operation<T>, fault: Fault): void {
  const on = { target, step: step.index } as const;
  const absent = fault.code === "INV701";
  if (!operation.changes) {
    if (absent) recorder.record({ type: "observed", ...on, subject: operation.subject, row: null });
  } else if (absent) {
    recorder.record({ type: "answered", ...on, operation: operation.subject, result: "absent", output: null });
  } else {
    const { delivered } = fault;
    recorder.record({ type: "refused", ...on, operation: operation.subject, fault: fault.toRecord(), delivered });
  }
}

function asFault(error: unknown, stop: Stop): Fault {
  if (error instanceof Fault) return error;
  if (stop.atOnce) return new Fault("INV901", "The run was stopped at once.", { cause: error, delivered: "maybe" });
  throw error;
}

/** Once an attempt may have arrived, no later fault makes it certain that nothing was done, save "it is not there". */
function inDoubt(fault: Fault): Fault {
  return fault.delivered === "maybe" || fault.code === "INV701" ? fault : redelivered(fault, "maybe");
}

/** A read changes nothing, whether or not it arrived. */
function harmless(fault: Fault): Fault {
  return fault.delivered === "maybe" ? redelivered(fault, "no") : fault;
}

function redelivered(fault: Fault, delivered: Delivery): Fault {
  const detail = fault.detail === undefined ? {} : { detail: fault.detail };
  return new Fault(fault.code, fault.message, { hint: fault.hint, cause: fault, delivered, ...detail });
}

function stopped(): Fault {
  return new Fault("INV901", "The run was stopped before this operation was sent.");
}

function lostBefore(target: string): Fault {
  return new Fault("INV817", `The script was sent to ${target} before, and its answer was lost.`, {
    delivered: "maybe",
  });
}

function windowEnded(): Fault {
  return new Fault("INV905", "The maintenance window ended before this operation was sent.");
}

interface Call {
  readonly path: CimPath;
  readonly method: string;
  readonly input: Readonly<Record<string, string | readonly string[]>>;
}

function describeCall(verb: string, { path, method, input }: Call): string {
  const named = Object.entries(input).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${verb} ${formatPath(path)}.${method}(${named.join(", ")})`;
}
