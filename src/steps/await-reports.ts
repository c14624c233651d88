import { Fault } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import { pollRow } from "../configmgr/client.ts";
import type { Inventory, InventoryRow } from "../configmgr/inventory.ts";
import { type Baseline, type Judgement, judge } from "../configmgr/judgement.ts";
import type { Outcome } from "../model/outcome.ts";
import type { StepContext } from "../model/step.ts";
import { baselineOf, triggeredAt } from "./facts.ts";
import { type PollEnd, type Polling, poll } from "./polling.ts";

/** From a trigger to the first look, in milliseconds: time for a quick cycle, so that a look is rarely in vain. */
export const FIRST_LOOK_MS = 3_000;

interface Awaited {
  readonly inventory: Inventory;
  readonly baseline: Baseline;
  last: Judgement;
}

/** Reads the rows now and then until each proves a report, or the time is over. */
export async function awaitReports(
  context: StepContext,
  named: readonly Inventory[],
  timeoutMs: number,
): Promise<Outcome> {
  const { clock, facts, session } = context;
  const awaited = named.flatMap((inventory): Awaited[] => {
    const baseline = baselineOf(facts, inventory);
    return baseline === null ? [] : [{ inventory, baseline, last: "nothing" }];
  });
  if (awaited.length === 0)
    return { kind: "skipped", why: `${named.join(" and ")} inventory was not forced`, facts: {} };
  const learnt: Record<string, Json> = {};
  const pending = () => awaited.filter(({ inventory }) => learnt[inventory] === undefined);
  const look = async () => {
    for (const one of pending()) take(one, await pollRow(session, one.inventory), learnt);
    return pending().length === 0;
  };
  const latest = Math.max(...awaited.map(({ inventory }) => triggeredAt(facts, inventory) ?? 0));
  const firstMs = latest + FIRST_LOOK_MS - clock.now();
  const end = await pollReports(context, { firstMs, timeoutMs, look }, pending);
  if (end.done) return { kind: "sent", facts: learnt };
  return { kind: "failed", fault: (end.lost ?? overdue(pending())).toRecord(), facts: learnt };
}

/** What was triggered is reported whether or not anybody waits; whoever stops the wait is told so. */
async function pollReports(
  context: StepContext,
  polling: Polling,
  pending: () => readonly Awaited[],
): Promise<PollEnd> {
  try {
    return await poll(context, polling);
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.code !== "INV901") throw fault;
    const what = inventoriesOf(pending());
    throw new Fault("INV902", `${what} inventory was triggered, its report was not seen before the run was stopped.`);
  }
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
  const what = inventoriesOf(pending);
  return pending.every(({ last }) => last === "started")
    ? new Fault("INV804", `A cycle of ${what} inventory started, but no report was seen in time.`)
    : new Fault("INV803", `No report of ${what} inventory was seen in time.`);
}

function inventoriesOf(pending: readonly Awaited[]): string {
  return pending.map(({ inventory }) => inventory).join(" and ");
}
