import fc from "fast-check";
import { Fault } from "../../src/base/fault.ts";
import type { Event } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { RolloutSettings } from "../../src/model/runbook.ts";
import { cutIntoBatches, limitsOver } from "../../src/plan/batches.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { anyRollout, fullInventory, planOf } from "../support/plans.ts";
import type { Script } from "../support/scripted-client.ts";
import { dieAfter, sittingAfter, type Wreck } from "../support/wrecks.ts";

/** What happens to one operation after the other on one target; all is well afterwards. */
type Trouble = "fine" | "gone" | "denied" | "lost" | "lost, and done";

/** One sitting: after so many events the process dies, or somebody presses Ctrl-C, once or twice. */
interface SittingStory {
  readonly diesAfter: number | null;
  readonly stops: { readonly after: number; readonly twice: boolean } | null;
  readonly windowSeconds: number | null;
}

/** A whole run, in one or several sittings, with what goes wrong in it. */
export interface Story {
  /** One list a target. */
  readonly troubles: readonly (readonly Trouble[])[];
  /** How long a client takes to report. */
  readonly cycleMs: number;
  readonly rollout: Partial<RolloutSettings>;
  readonly batches: number | null;
  readonly sittings: readonly SittingStory[];
}

const MINUTE = 60_000;

const sitting: fc.Arbitrary<SittingStory> = fc.record({
  diesAfter: fc.option(fc.integer({ min: 1, max: 120 }), { freq: 3 }),
  stops: fc.option(fc.record({ after: fc.nat(80), twice: fc.boolean() }), { freq: 2 }),
  windowSeconds: fc.option(fc.integer({ min: 1, max: 1_800 }), { freq: 3 }),
});

const trouble = fc.constantFrom<Trouble[]>("fine", "fine", "gone", "denied", "lost", "lost, and done");

export const stories: fc.Arbitrary<Story> = fc.record({
  troubles: fc.array(fc.array(trouble, { maxLength: 7 }), { minLength: 1, maxLength: 8 }),
  cycleMs: fc.constantFrom(2_000, 5 * MINUTE),
  rollout: fc.record({
    batches: fc.constantFrom<RolloutSettings["batches"][]>(["rest"], [2, "rest"], [1, 3, "rest"], ["25%"]),
    concurrency: fc.integer({ min: 1, max: 4 }),
    inFlight: fc.integer({ min: 1, max: 8 }),
    maxFailed: fc.constantFrom(0, 1, 3, "100%" as const),
    maxUnreachable: fc.constantFrom(null, 0, 2),
    success: fc.constantFrom("50%" as const, "100%" as const),
    retryUnreachableMs: fc.constantFrom(null, 2 * MINUTE, 10 * MINUTE),
  }),
  batches: fc.constantFrom(null, null, 1),
  sittings: fc.array(sitting, { minLength: 1, maxLength: 4 }),
});

export function planOfStory({ troubles, rollout }: Story): Plan {
  const settings = { ...anyRollout, ...rollout };
  const targets = troubles.map((_, at) => ({ name: `pc-${at + 1}` }));
  const plan = planOf([], fullInventory, settings);
  return { ...plan, batches: cutIntoBatches(targets, settings), limits: limitsOver(targets.length, settings) };
}

/** Tells a story, sitting by sitting: the events of each, and whether it came to its end. */
export async function* tell(story: Story, plan: Plan): AsyncGenerator<Pick<Wreck, "events" | "ended">> {
  const scripts = Object.fromEntries(
    story.troubles.map((list, at) => [`pc-${at + 1}`, { cycleMs: story.cycleMs, ...scriptOf([...list]) }]),
  );
  const clock = new FakeClock();
  let clients: Wreck["clients"] = new Map();
  const events: Event[] = [];
  for (const [at, { diesAfter, stops, windowSeconds }] of story.sittings.entries()) {
    const windowEndsMs = windowSeconds === null ? undefined : windowSeconds * 1_000;
    const until = windowEndsMs === undefined ? null : new Date(clock.now() + windowEndsMs).toISOString();
    const wreck = await dieAfter(diesAfter ?? Number.POSITIVE_INFINITY, {
      plan,
      scripts,
      clock,
      clients,
      ...(story.batches !== null && { batches: story.batches }),
      ...(at > 0 && { sitting: sittingAfter(events, until) }),
      ...(windowEndsMs !== undefined && { windowEndsMs }),
      onEvent: ({ seq }, stop) => {
        if (stops === null || seq !== stops.after) return;
        stop.request("interrupted");
        if (stops.twice) stop.request("interrupted");
      },
    });
    events.push(...wreck.events);
    clients = wreck.clients;
    yield wreck;
  }
}

function scriptOf(troubles: Trouble[]): Script {
  return {
    before: (_operation, act) => {
      const trouble = troubles.shift();
      if (trouble === "gone") throw new Fault("INV404", "no route");
      if (trouble === "denied") throw new Fault("INV702", "denied", { delivered: "yes" });
      if (trouble === "lost, and done") act();
      if (trouble?.startsWith("lost")) throw new Fault("INV406", "broke", { delivered: "maybe" });
    },
  };
}
