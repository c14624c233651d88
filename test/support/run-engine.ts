import { Fault } from "../../src/base/fault.ts";
import type { LogonGate } from "../../src/base/logon-gate.ts";
import type { Sitting } from "../../src/engine/opening.ts";
import { runPlan } from "../../src/engine/run.ts";
import { Stop } from "../../src/engine/stop.ts";
import { CHAIN_START, chainEvent, type Event, type EventBody, type RunStatus } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { RunScript } from "../../src/model/script.ts";
import type { SiteReports } from "../../src/model/site.ts";
import { planKinds } from "../../src/steps/index.ts";
import { FakeClock } from "./fake-clock.ts";
import { type Script, ScriptedClient } from "./scripted-client.ts";

export interface EngineRun {
  readonly events: readonly Event[];
  readonly clients: ReadonlyMap<string, ScriptedClient>;
  readonly status: RunStatus;
  readonly elapsedMs: number;
}

export interface EngineRunOptions {
  readonly plan: Plan;
  /** By target name; `*` for all others. */
  readonly scripts?: Readonly<Record<string, Script>>;
  /** The world of an earlier sitting. */
  readonly clock?: FakeClock;
  readonly clients?: Map<string, ScriptedClient>;
  /** Only so many batches. */
  readonly batches?: number;
  /** When the window ends, from the start of the run. */
  readonly windowEndsMs?: number;
  /** For a further sitting. */
  readonly sitting?: Sitting;
  /** What the site says of a target, by the client that stands for it. */
  readonly siteOf?: (client: ScriptedClient, clock: FakeClock) => SiteReports;
  /** Called with each event as it is recorded. */
  readonly onEvent?: (event: Event, stop: Stop, clock: FakeClock) => void;
  /** Logs on with each first operation, as a connection would, refusing where this says so. */
  readonly refuses?: (target: string) => boolean;
  /** What becomes of scripts; left out where there are none. */
  readonly runScript?: RunScript;
}

/** Runs the engine on a fake clock over scripted clients, to its end. */
export async function runEngine(options: EngineRunOptions): Promise<EngineRun> {
  const { plan, scripts = {} } = options;
  const { clock = new FakeClock(), clients = new Map<string, ScriptedClient>() } = options;
  const stop = new Stop();
  const events: Event[] = [];
  let head = CHAIN_START;
  const record = (body: EventBody) => {
    const { event } = chainEvent(body, events.length, new Date(clock.now()).toISOString(), head);
    head = event.hash;
    events.push(event);
    options.onEvent?.(event, stop, clock);
  };
  const from = clock.now();
  const siteAt = (name: string) => {
    const client = clients.get(name);
    if (client === undefined || options.siteOf === undefined) throw new Error("the site is asked before the client");
    return options.siteOf(client, clock);
  };
  const running = runPlan({
    plan,
    stop,
    sitting: options.sitting ?? null,
    origin: {
      plan: "0".repeat(64),
      part: { batches: options.batches ?? null, shard: null, from: null },
      operator: { by: "tester", host: "here", account: "admin" },
      approved: null,
      windowEnds: options.windowEndsMs === undefined ? null : new Date(from + options.windowEndsMs).toISOString(),
      tool: "invrun test",
    },
    ports: {
      kinds: planKinds,
      clock,
      random: () => 0.5,
      ...(options.runScript === undefined ? {} : { runScript: options.runScript }),
      recorder: { record, recordFirst: async (body) => record(body) },
      ...(options.siteOf === undefined ? {} : { siteOf: ({ name }) => siteAt(name) }),
      openSession(target, gate) {
        const script = scripts[target.name] ?? scripts["*"] ?? {};
        const { refuses } = options;
        const guarded: Script =
          refuses === undefined ? script : { ...script, before: loggingOn(target.name, gate, script, refuses) };
        const client = clients.get(target.name) ?? new ScriptedClient(clock, guarded);
        clients.set(target.name, client);
        return client;
      },
    },
  });
  const status = await clock.settle(running);
  return { events, clients, status, elapsedMs: clock.now() - from };
}

function loggingOn(
  name: string,
  gate: LogonGate,
  script: Script,
  refuses: (target: string) => boolean,
): NonNullable<Script["before"]> {
  let on = false;
  return async (operation, act) => {
    if (!on) {
      const permit = await gate.enter(name, new AbortController().signal);
      await new Promise(setImmediate);
      permit.done(refuses(name) ? "refused" : "accepted");
      if (refuses(name)) throw new Fault("INV501", "refused", { delivered: "no" });
      on = true;
    }
    await script.before?.(operation, act);
  };
}

/** The events of one type, as that type. */
export function ofType<T extends Event["type"]>(events: readonly Event[], type: T): Extract<Event, { type: T }>[] {
  return events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
}

/** Every target's end state by name; a target without one was never started. */
export function states(run: EngineRun): Record<string, string> {
  return Object.fromEntries(ofType(run.events, "target-finished").map(({ target, state }) => [target, state]));
}
