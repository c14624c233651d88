import { Fault } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import { pollRow } from "../configmgr/client.ts";
import type { Inventory, InventoryRow } from "../configmgr/inventory.ts";
import { type Baseline, type Judgement, judge } from "../configmgr/judgement.ts";
import type { Outcome } from "../model/outcome.ts";
import type { StepContext } from "../model/step.ts";
import { baselineOf, triggeredAt } from "./facts.ts";

/** When rows are read: the first poll after the trigger, the pauses after that (the last one repeats), their jitter. */
const POLLS = { firstMs: 3_000, pausesMs: [15_000, 30_000, 60_000, 120_000, 300_000], jitter: 0.1 } as const;

interface Awaited {
  readonly inventory: Inventory;
  readonly baseline: Baseline;
  last: Judgement;
}

/** Reads the rows at growing intervals until each proves a report, or the time is over; the last look is at its end. */
export async function awaitReports(
  context: StepContext,
  named: readonly Inventory[],
  timeoutMs: number,
): Promise<Outcome> {
  const { clock, facts } = context;
  const deadline = clock.now() + timeoutMs;
  let pending = named.flatMap((inventory): Awaited[] => {
    const baseline = baselineOf(facts, inventory);
    return baseline === null ? [] : [{ inventory, baseline, last: "nothing" }];
  });
  if (pending.length === 0)
    return { kind: "skipped", why: `${named.join(" and ")} inventory was not forced`, facts: {} };
  const learnt: Record<string, Json> = {};
  const latest = Math.max(...pending.map(({ inventory }) => triggeredAt(facts, inventory) ?? 0));
  let pauseMs = Math.max(0, latest + POLLS.firstMs - clock.now());
  for (let round = 0; ; round++) {
    await rest(context, Math.min(pauseMs, deadline - clock.now()), pending);
    const lost = await pollAll(context, pending, learnt);
    pending = pending.filter(({ inventory }) => learnt[inventory] === undefined);
    if (pending.length === 0) return { kind: "sent", facts: learnt };
    if (clock.now() >= deadline) return { kind: "failed", fault: (lost ?? overdue(pending)).toRecord(), facts: learnt };
    const planned = POLLS.pausesMs[Math.min(round, POLLS.pausesMs.length - 1)] as number;
    pauseMs = planned * (1 + POLLS.jitter * (2 * context.random() - 1));
  }
}

async function rest(context: StepContext, ms: number, pending: readonly Awaited[]): Promise<void> {
  if (ms <= 0) return;
  try {
    await context.pause(ms);
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.code !== "INV901") throw fault;
    const what = pending.map(({ inventory }) => inventory).join(" and ");
    throw new Fault("INV902", `${what} inventory was triggered, its report was not seen before the run was stopped.`);
  }
}

/** One look at each. A client that cannot be reached now may be back at the next look; what it meant is returned. */
async function pollAll(
  context: StepContext,
  pending: readonly Awaited[],
  learnt: Record<string, Json>,
): Promise<Fault | null> {
  for (const awaited of pending) {
    try {
      take(awaited, await pollRow(context.session, awaited.inventory), learnt);
    } catch (fault) {
      if (!(fault instanceof Fault) || !(fault.retryable || fault.state === "unreachable")) throw fault;
      context.note(`could not look: ${fault.message}`);
      return fault;
    }
  }
  return null;
}

function take(awaited: Awaited, row: InventoryRow | null, learnt: Record<string, Json>): void {
  awaited.last = judge(awaited.baseline, row);
  if (row === null || awaited.last === "nothing" || awaited.last === "started") return;
  const { inventory } = awaited;
  if (awaited.last === "unproven")
    throw new Fault(
      "INV805",
      `${inventory} inventory was reported (version ${row.major ?? "?"}.${row.minor ?? "?"}), but not by a full report that is known to follow the reset.`,
      { delivered: "yes" },
    );
  learnt[inventory] = { date: row.reported, major: row.major, minor: row.minor, report: awaited.last };
}

function overdue(pending: readonly Awaited[]): Fault {
  const what = pending.map(({ inventory }) => inventory).join(" and ");
  return pending.every(({ last }) => last === "started")
    ? new Fault("INV804", `A cycle of ${what} inventory started, but no report was seen in time.`)
    : new Fault("INV803", `No report of ${what} inventory was seen in time.`);
}
