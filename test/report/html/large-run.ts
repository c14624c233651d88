import type { FaultRecord } from "../../../src/base/fault.ts";
import { CHAIN_START, type Event, type EventBody } from "../../../src/model/event.ts";
import type { Outcome, TargetState } from "../../../src/model/outcome.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { createFold } from "../../../src/report/fold.ts";
import type { RunReport } from "../../../src/report/run-report.ts";
import { createTimeline } from "../../../src/report/timeline.ts";
import { planOf, START, started, totals } from "../scene.ts";

const DAY = 86_400_000;

const gone: FaultRecord = {
  code: "INV404",
  message: "no route",
  hint: "Look whether the computer is on.",
  state: "unreachable",
};
const bare: FaultRecord = {
  code: "INV702",
  message: "root\\ccm is missing.",
  hint: "Install the client.",
  state: "failed",
};
const late: FaultRecord = {
  code: "INV803",
  message: "No report of hardware inventory was seen in time.",
  hint: "Wait longer.",
  state: "failed",
};
const lost: FaultRecord = {
  code: "INV406",
  message: "The connection was lost.",
  hint: "Run again.",
  state: "in-doubt",
};

/** How a target of a made-up fleet ends, by a number in [0, 1); the rest are well. */
const ENDS: readonly (readonly [below: number, state: TargetState, at: number, fault: FaultRecord | null])[] = [
  [0.05, "unreachable", 0, gone],
  [0.062, "failed", 0, bare],
  [0.08, "failed", 3, late],
  [0.084, "in-doubt", 2, lost],
  [0.1, "skipped", 0, null],
  [1, "succeeded", 4, null],
];

/** A run of a made-up fleet in batches of 50, a tenth, and the rest, as if its journal had been read; seeded, unchained. */
export function largeReport(count: number): RunReport {
  const random = createRandom(7);
  const plan = fleetPlan(count);
  const fold = createFold(plan);
  const times = createTimeline(plan);
  let seq = 0;
  const tell = (body: EventBody, at: number) => {
    const event = { ...body, seq: seq++, time: new Date(at).toISOString(), hash: CHAIN_START } as Event;
    fold.add(event);
    times.add(event);
  };
  let at = START;
  tell({ ...started(plan), windowEnds: new Date(START + DAY).toISOString() } as EventBody, at);
  plan.batches.forEach(({ targets }, batch) => {
    tell({ type: "batch-started", batch, targets: targets.length }, at);
    const bodies: { readonly at: number; readonly body: EventBody }[] = [];
    targets.forEach(({ name }, place) => {
      bodies.push(...targetStory(name, { batch, from: at + place * 300, random }));
    });
    bodies.sort((a, b) => a.at - b.at);
    for (const { body, at: when } of bodies) tell(body, when);
    at = Math.max(at, bodies.at(-1)?.at ?? at);
    tell({ type: "batch-finished", batch }, at);
  });
  tell({ type: "run-finished", status: "finished", totals, requests: count * 9, ms: at - START }, at);
  const { operator, approved, part, windowEnds, tool } = started(plan) as Extract<EventBody, { type: "run-started" }>;
  return {
    plan,
    digests: { quotable: "k7mp-3xq2-9f0a-h2jz", file: "0".repeat(64) },
    origin: { operator, approved, part, windowEnds, tool },
    summary: fold.summary(),
    timeline: times.timeline(),
    journal: { events: seq, head: CHAIN_START, torn: 0 },
  };
}

function fleetPlan(count: number): Plan {
  const first = Math.min(50, count);
  const tenth = Math.floor((count - first) / 10);
  const plan = planOf(
    [first, tenth, count - first - tenth],
    [
      { kind: "reset-hw-cache", name: "reset-hw-cache", input: null },
      { kind: "reset-sw-cache", name: "reset-sw-cache", input: null },
      { kind: "force-inventory", input: ["hardware", "software"] },
      { kind: "wait", name: "wait", input: { for: ["hardware"] } },
      { kind: "wait", name: "wait", input: { for: ["software"] } },
    ],
  );
  const sites = ["ber", "cgn", "fra", "ham", "muc"];
  const named = (name: string, at: number) =>
    `${sites[at % sites.length]}-lt${name.slice("pc-".length).padStart(6, "0")}.corp.example`;
  return {
    ...plan,
    change: "CHG0031337",
    limits: { failed: count / 20, unreachable: null },
    rollout: { ...plan.rollout, maxFailed: "5%", success: "90%" },
    batches: plan.batches.map((batch) => ({
      ...batch,
      targets: batch.targets.map(({ name }, at) => ({ name: named(name, at) })),
    })),
  };
}

interface StoryPlace {
  readonly batch: number;
  readonly from: number;
  random(): number;
}

function targetStory(target: string, { batch, from, random }: StoryPlace) {
  const dice = random();
  const [, state, last, fault] = ENDS.find(([below]) => dice < below) as (typeof ENDS)[number];
  const story: { at: number; body: EventBody }[] = [];
  let at = from;
  story.push({ at, body: { type: "target-started", target, batch } });
  const steps = state === "unreachable" || state === "skipped" ? 0 : last + 1;
  for (let step = 0; step < steps; step += 1) {
    const ms = step < 3 ? 8 + random() * random() * 900 : 3_000 + random() ** 4 * 600_000;
    at += ms;
    const failed = fault !== null && step === last;
    const outcome = failed
      ? ({ kind: "failed", fault, facts: {} } as Outcome)
      : outcomeOf(step, { at, age: random() ** 2 * 150 * DAY, version: 1 + Math.floor(random() * 40) });
    const kind = ["reset-hw-cache", "reset-sw-cache", "force-inventory", "wait", "wait"][step] as string;
    story.push({ at, body: { type: "step-finished", target, step, kind, outcome, ms: Math.round(ms) } });
  }
  at += state === "unreachable" ? 15_000 : 5;
  const why = state === "skipped" ? { why: "its site is P02, not P01" } : {};
  const ms = Math.round(at - from);
  story.push({
    at,
    body: { type: "target-finished", target, batch, state, fault, ...why, requests: 1 + steps * 2, ms },
  });
  return story;
}

interface Client {
  readonly at: number;
  /** Of its last report before, in milliseconds. */
  readonly age: number;
  readonly version: number;
}

function outcomeOf(step: number, { at, age, version }: Client): Outcome {
  const date = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z/, "Z");
  const inventory = step === 0 || step === 3 ? "hardware" : "software";
  if (step < 2) {
    const reported = date(at - age);
    return {
      kind: "changed",
      facts: { [inventory]: { known: { cycleStarted: reported, reported, major: 3, minor: version }, reset: true } },
    };
  }
  if (step === 2) return { kind: "changed", facts: {} };
  return { kind: "sent", facts: { [inventory]: { date: date(at), major: 1, minor: 0, report: "full" } } };
}

/** Numbers in [0, 1), the same for the same seed: Marsaglia, Xorshift RNGs (2003), 13, 17, 5. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}
