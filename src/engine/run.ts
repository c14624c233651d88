import { Fault } from "../base/fault.ts";
import type { EventBody, RunStatus } from "../model/event.ts";
import { type TargetState, targetStates } from "../model/outcome.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { Session } from "../model/session.ts";
import type { Target } from "../model/target.ts";
import { Logons } from "./logons.ts";
import { Pacer } from "./pacer.ts";
import type { EnginePorts } from "./ports.ts";
import { sleepUnlessStopped } from "./resting.ts";
import { Slots } from "./slots.ts";
import type { Stop } from "./stop.ts";
import { runTarget } from "./target-run.ts";

/** A resting target keeps its connection while that is cheap: each new one is a logon for a domain controller. */
const HELD = { longestMs: 90_000, most: 2_000 } as const;

/** Where a run comes from, as its first event tells. */
export type RunOrigin = Pick<
  Extract<EventBody, { type: "run-started" }>,
  "plan" | "part" | "operator" | "approved" | "windowEnds" | "tool"
>;

/** What is carried out, with what, and how it can be stopped. */
export interface RunOptions {
  readonly plan: Plan;
  readonly ports: EnginePorts;
  readonly stop: Stop;
  /** What the first event tells of where the run comes from. */
  readonly origin: RunOrigin;
}

/** Carries a plan out, target by target, within its limits. Resolves when every target has ended, with the status. */
export async function runPlan(options: RunOptions): Promise<RunStatus> {
  const run = new Run(options);
  return run.carryOut();
}

class Run {
  readonly #options: RunOptions;
  readonly #talking: Slots;
  readonly #inFlight: Slots;
  readonly #pacer: Pacer;
  readonly #logons: Logons;
  readonly #totals = Object.fromEntries(targetStates.map((state) => [state, 0])) as Record<TargetState, number>;
  #running = 0;
  #held = 0;
  #requests = 0;
  #bug: { readonly error: unknown } | null = null;
  #allDone: () => void = () => {};

  constructor(options: RunOptions) {
    const { plan, ports } = options;
    const { concurrency, inFlight, ratePerMinute } = plan.rollout;
    this.#options = options;
    this.#talking = new Slots(concurrency);
    this.#inFlight = new Slots(inFlight === "unlimited" ? Number.POSITIVE_INFINITY : inFlight);
    this.#pacer = new Pacer(ratePerMinute, ports.clock);
    this.#logons = new Logons(plan.connection.credential ?? "");
  }

  async carryOut(): Promise<RunStatus> {
    const { plan, ports, stop, origin } = this.#options;
    const { recorder, clock } = ports;
    const startedAt = clock.monotonic();
    const targets = planTargets(plan).length;
    const unwatch = this.#watchStop();
    const steps = plan.steps.map(({ kind }) => kind);
    await recorder.recordFirst({
      type: "run-started",
      format: 1,
      run: plan.id,
      name: plan.name,
      targets,
      steps,
      ...origin,
    });
    for (const [index, batch] of plan.batches.entries()) {
      recorder.record({ type: "batch-started", batch: index, targets: batch.targets.length });
      await this.#startAll(batch.targets, index);
      if (this.#running > 0) await new Promise<void>((resolve) => (this.#allDone = resolve));
      recorder.record({ type: "batch-finished", batch: index });
    }
    unwatch();
    const ended = targetStates.reduce((sum, state) => sum + this.#totals[state], 0);
    this.#totals["not-started"] += targets - ended;
    const left = this.#totals.stopped + this.#totals["not-started"] + this.#totals["in-doubt"];
    const status: RunStatus = stop.soon && left > 0 ? "interrupted" : "finished";
    const ms = Math.round(clock.monotonic() - startedAt);
    await this.#finish({
      type: "run-finished",
      status,
      totals: { ...this.#totals },
      requests: this.#requests,
      ms,
    });
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

  async #startAll(targets: readonly Target[], batch: number): Promise<void> {
    const { stop } = this.#options;
    for (const target of targets) {
      await this.#inFlight.take("start");
      const due = await this.#pacer.due(stop);
      if (due) await this.#talking.take("start");
      if (!due || stop.soon || this.#logons.haltedBy !== null) {
        if (due) this.#talking.give();
        this.#inFlight.give();
        return;
      }
      this.#pacer.started();
      this.#start(target, batch);
    }
  }

  #start(target: Target, batch: number): void {
    const { plan, ports, stop } = this.#options;
    this.#running++;
    const rest = (session: Session, ms: number) => this.#rest(session, ms);
    runTarget({ plan, target, batch, ports, stop, gate: this.#logons, rest })
      .then(
        ({ state, requests }) => {
          this.#totals[state]++;
          this.#requests += requests;
        },
        (error: unknown) => {
          this.#bug ??= { error };
          stop.request("interrupted");
        },
      )
      .finally(() => {
        this.#talking.give();
        this.#inFlight.give();
        if (--this.#running === 0) this.#allDone();
      });
  }

  /** A resting target holds no slot, and keeps its connection only for a short rest among not too many. */
  async #rest(session: Session, ms: number): Promise<boolean> {
    const holds = ms <= HELD.longestMs && this.#held < HELD.most && session.connected;
    if (!holds) session.rest();
    if (holds) this.#held++;
    this.#talking.give();
    const slept = await sleepUnlessStopped(this.#options.ports.clock, ms, this.#options.stop);
    if (holds) this.#held--;
    await this.#talking.take("rest");
    return slept;
  }

  /** Journals each request to stop, and turns the first into "at once" after one operation timeout. */
  #watchStop(): () => void {
    const { plan, ports, stop } = this.#options;
    const longest = Math.max(...plan.steps.map(({ timeoutMs }) => timeoutMs));
    const over = new AbortController();
    let asked = false;
    const off = stop.onRequest(() => {
      ports.recorder.record({ type: "stopping", reason: stop.reason ?? "interrupted", atOnce: stop.atOnce });
      if (asked) return;
      asked = true;
      ports.clock.sleep(longest, over.signal).then(
        () => stop.request("interrupted"),
        () => {},
      );
    });
    return () => {
      off();
      over.abort();
    };
  }
}
