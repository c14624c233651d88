import { Fault } from "../base/fault.ts";
import type { EventBody, RunStatus } from "../model/event.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { CredentialGates } from "./credential-gates.ts";
import { LaterTries, type LaterTry } from "./later-tries.ts";
import { openingEvent, type RunOrigin, type Sitting, unaskedTargets, windowEnd } from "./opening.ts";
import { Pacer } from "./pacer.ts";
import type { TargetPast } from "./past.ts";
import type { EnginePorts } from "./ports.ts";
import { Rests } from "./rests.ts";
import { type Brake, type Consequence, Rollout, type Turn } from "./rollout.ts";
import { Slots } from "./slots.ts";
import { statusOf } from "./status.ts";
import type { Stop } from "./stop.ts";
import { Tally } from "./tally.ts";
import { runTarget, type TargetEnd } from "./target-run.ts";
import { watchStop, watchWindow } from "./watch.ts";

/** What is carried out, with what, and how it can be stopped. */
export interface RunOptions {
  readonly plan: Plan;
  readonly ports: EnginePorts;
  readonly stop: Stop;
  readonly origin: RunOrigin;
  /** Null for the first sitting. */
  readonly sitting: Sitting | null;
}

/** Carries a plan out, batch by batch, within its limits. Resolves when every target that began has ended. */
export async function runPlan(options: RunOptions): Promise<RunStatus> {
  const run = new Run(options);
  return run.carryOut();
}

class Run {
  readonly #options: RunOptions;
  readonly #pasts: ReadonlyMap<string, TargetPast>;
  readonly #talking: Slots;
  readonly #inFlight: Slots;
  readonly #pacer: Pacer;
  readonly #gates: CredentialGates;
  readonly #rests: Rests;
  readonly #rollout: Rollout;
  readonly #later: LaterTries;
  readonly #tally: Tally;
  /** Aborted when no target starts any more. */
  readonly #noStarts = new AbortController();
  #running = 0;
  #requests = 0;
  /** The last start was a later try: the next goes to somebody new. */
  #triedAgain = false;
  #bug: { readonly error: unknown } | null = null;
  #wake: () => void = () => {};

  constructor(options: RunOptions) {
    const { plan, ports, stop, origin, sitting } = options;
    const { concurrency, inFlight, ratePerMinute, retryUnreachableMs } = plan.rollout;
    const { clock } = ports;
    this.#options = options;
    this.#pasts = sitting?.pasts ?? new Map();
    this.#talking = new Slots(concurrency);
    this.#inFlight = new Slots(inFlight === "unlimited" ? Number.POSITIVE_INFINITY : inFlight);
    this.#pacer = new Pacer(ratePerMinute, clock);
    this.#gates = new CredentialGates({ plan, clock, standing: ports.logons });
    this.#rests = new Rests({ clock, stop, talking: this.#talking });
    this.#rollout = new Rollout({ plan, batches: origin.part.batches, pasts: this.#pasts });
    const until = windowEnd(options);
    const onDue = () => this.#wake();
    this.#later = new LaterTries(
      retryUnreachableMs === null || until === null ? null : { pauseMs: retryUnreachableMs, until, clock, onDue },
    );
    this.#tally = new Tally(planTargets(plan).length, this.#pasts);
  }

  async carryOut(): Promise<RunStatus> {
    const { ports, stop, plan } = this.#options;
    const startedAt = ports.clock.monotonic();
    const longestMs = Math.max(...plan.steps.map(({ timeoutMs }) => timeoutMs));
    const unwatchStop = watchStop({ ...ports, stop, longestMs, onHold: () => this.#hold() });
    await ports.recorder.recordFirst(openingEvent(this.#options));
    const unwatchWindow = watchWindow({ ...ports, stop, endsAt: windowEnd(this.#options), onHold: () => this.#hold() });
    await this.#startAll();
    await this.#until(() => this.#running === 0);
    this.#later.end();
    unwatchWindow();
    unwatchStop();
    this.#tally.ended("unreachable", this.#later.size);
    const totals = this.#tally.totals();
    const status = statusOf(totals, { stop, unasked: unaskedTargets(this.#options) });
    const ms = Math.round(ports.clock.monotonic() - startedAt);
    await this.#finish({ type: "run-finished", status, totals, requests: this.#requests, ms });
    if (this.#bug !== null) throw this.#bug.error;
    return status;
  }

  /** The last event. Where the journal has failed there is no last event, and the stop's reason says so. */
  async #finish(body: EventBody): Promise<void> {
    const { ports, stop } = this.#options;
    try {
      await ports.recorder.recordFirst(body);
    } catch (fault) {
      if (!(fault instanceof Fault) || stop.reason !== "journal") throw fault;
    }
  }

  async #startAll(): Promise<void> {
    for (;;) {
      await this.#until(() => this.#held || this.#anybody || this.#over);
      if (this.#held || this.#over) return;
      await this.#inFlight.take("start");
      const due = await this.#pacer.due(this.#noStarts.signal);
      if (due) await this.#talking.take("start");
      if (due && !this.#held && this.#startNext()) continue;
      if (due) this.#talking.give();
      this.#inFlight.give();
    }
  }

  get #held(): boolean {
    return this.#options.stop.hold !== "none";
  }

  get #anybody(): boolean {
    return this.#rollout.waiting || this.#later.due;
  }

  get #over(): boolean {
    return this.#rollout.over && this.#later.size === 0 && this.#running === 0;
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition())
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }

  #hold(): void {
    this.#noStarts.abort();
    this.#later.end();
    this.#wake();
  }

  /** New targets and later tries take turns where both wait. */
  #startNext(): boolean {
    const again = this.#triedAgain && this.#rollout.waiting ? null : this.#later.take();
    const turn = again ?? this.#rollout.next();
    if (turn === null) return false;
    this.#triedAgain = again !== null;
    this.#pacer.started();
    this.#start(turn, again);
    return true;
  }

  #start(turn: Turn, again: LaterTry | null): void {
    const { plan, ports, stop } = this.#options;
    const { target, batch, replaces } = turn;
    if (turn.opens && again === null) {
      const targets = plan.batches[batch]?.targets.length ?? 0;
      ports.recorder.record({ type: "batch-started", batch, targets });
    }
    const before = this.#pasts.get(target.name) ?? null;
    if (again === null && before !== null) this.#tally.reopened(before);
    this.#running++;
    runTarget({
      plan,
      target,
      batch,
      ports,
      stop,
      gate: this.#gates.of(target),
      past: again?.past ?? before,
      replaces: again === null ? replaces : null,
      triesAgain: () => stop.hold === "none" && this.#later.allowed,
      rest: (session, ms) => this.#rests.rest(session, ms),
    })
      .then(
        (end) => this.#ended(turn, end, again !== null),
        (error: unknown) => {
          this.#bug ??= { error };
          stop.request("interrupted");
        },
      )
      .finally(() => {
        this.#running--;
        this.#talking.give();
        this.#inFlight.give();
        this.#wake();
      });
  }

  #ended(turn: Turn, { state, requests, again }: TargetEnd, wasLaterTry: boolean): void {
    this.#requests += requests;
    if (again === null) this.#tally.ended(state);
    const setAside = again !== null;
    const consequence = wasLaterTry
      ? this.#rollout.triedAgain(turn, state, setAside)
      : this.#rollout.ended(turn, state, setAside);
    if (again !== null) this.#later.setAside({ ...turn, past: again });
    this.#follow(consequence);
    if (this.#gates.halts(turn.target)) this.#withdraw();
  }

  /** Those whose credential a host refused are not begun, nor tried again. */
  #withdraw(): void {
    const halts = ({ target }: Pick<Turn, "target">) => this.#gates.halts(target);
    for (const turn of this.#later.withdraw(halts)) {
      this.#tally.ended("unreachable");
      this.#follow(this.#rollout.triedAgain(turn, "unreachable", false));
    }
    this.#follow(this.#rollout.withdraw((target) => halts({ target })));
  }

  #follow({ over, brake }: Consequence): void {
    for (const batch of over) this.#options.ports.recorder.record({ type: "batch-finished", batch });
    if (brake !== null) this.#brake(brake);
  }

  #brake(brake: Brake): void {
    const { stop, ports } = this.#options;
    if (stop.braked) return;
    stop.brake();
    ports.recorder.record({ type: "brake-closed", ...brake });
    this.#hold();
  }
}
