import { createPast, remember, type TargetPast } from "../../src/engine/past.ts";
import type { Event } from "../../src/model/event.ts";
import { FakeClock } from "./fake-clock.ts";
import { type EngineRunOptions, runEngine } from "./run-engine.ts";
import type { Script, ScriptedClient } from "./scripted-client.ts";

/** What a process that died left behind: the events it had written, and clients as they then were. */
export interface Wreck {
  readonly events: readonly Event[];
  readonly clients: Map<string, ScriptedClient>;
  readonly clock: FakeClock;
  /** It came to its end first. */
  readonly ended: boolean;
}

const never = new Promise<never>(() => {});

/**
 * Runs until so many events are written, and dies there: nothing of it happens any more. Clients of an earlier sitting
 * are the same computers, talked to anew: what hung in a dead process stays there.
 */
export async function dieAfter(count: number, options: EngineRunOptions): Promise<Wreck> {
  const { clock = new FakeClock(), scripts = {} } = options;
  const events: Event[] = [];
  let die: () => void = () => {};
  const dead = new Promise<void>((resolve) => {
    die = resolve;
  });
  const halting = (script: Script): Script => ({
    ...script,
    before: async (operation, act) => {
      if (events.length >= count) await never;
      await script.before?.(operation, act);
    },
  });
  const halted = Object.fromEntries(
    Object.entries({ "*": {}, ...scripts }).map(([name, script]) => [name, halting(script)]),
  );
  const clients = new Map(
    [...(options.clients ?? [])].map(([name, client]) => [name, client.again(halted[name] ?? halted["*"] ?? {})]),
  );
  const running = runEngine({
    ...options,
    clock,
    clients,
    scripts: halted,
    onEvent: (event, stop, now) => {
      if (events.length >= count) return;
      events.push(event);
      options.onEvent?.(event, stop, now);
      if (events.length === count) die();
    },
  });
  await Promise.race([dead, running]);
  return { events, clients, clock, ended: events.at(-1)?.type === "run-finished" };
}

/** What became of each target that was begun, as a journal tells it. */
export function pastsOf(events: readonly Event[]): ReadonlyMap<string, TargetPast> {
  const pasts = new Map<string, TargetPast>();
  for (const event of events) {
    if (!("target" in event)) continue;
    const past = pasts.get(event.target) ?? createPast(0);
    pasts.set(event.target, past);
    remember(past, event, Date.parse(event.time));
  }
  return pasts;
}

/** The further sitting of whoever finds these events; `windowEnds` as the journal has it. */
export function sittingAfter(
  events: readonly Event[],
  windowEnds: string | null = null,
): NonNullable<EngineRunOptions["sitting"]> {
  return {
    pasts: pastsOf(events),
    cut: 0,
    operator: { by: "tester", host: "here", account: "admin" },
    windowEnds,
    raised: {},
    reason: null,
    tool: "invrun test",
  };
}
