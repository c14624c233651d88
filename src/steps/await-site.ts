import { Fault } from "../base/fault.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Inventory } from "../configmgr/inventory.ts";
import type { Outcome } from "../model/outcome.ts";
import type { StepContext } from "../model/step.ts";
import { awaitReports } from "./await-reports.ts";
import { poll } from "./polling.ts";

/** From the client's word that a report was sent to the first look at the site: it has a way to go, in milliseconds. */
const FIRST_LOOK_MS = 5_000;

/**
 * Waits until the clients have handed their reports over and then until the site has taken them in: until the date that
 * it has of the last one is another than before the trigger. Dates are compared with each other and with no clock.
 */
export async function awaitSite(
  context: StepContext,
  named: readonly Inventory[],
  timeoutMs: number,
): Promise<Outcome> {
  const { clock, facts } = context;
  const deadline = clock.now() + timeoutMs;
  const sent = await awaitReports(context, named, timeoutMs);
  if (sent.kind !== "sent") return sent;
  const learnt: Record<string, Json> = { ...sent.facts };
  const awaited = new Map(
    named.flatMap((inventory) => {
      const before = dateBefore(facts, inventory);
      return before === null ? [] : [[inventory, before] as const];
    }),
  );
  const look = async () => {
    for (const [inventory, { before }] of awaited) {
      const after = await siteOf(context).lastReport(inventory);
      if (after === null || after === before) continue;
      learnt[`site:${inventory}`] = { before, after };
      awaited.delete(inventory);
    }
    return awaited.size === 0;
  };
  const end = await pollSite(context, { deadline, look, waiting: () => [...awaited.keys()] });
  if (end === null) return { kind: "received", facts: learnt };
  return { kind: "failed", fault: end.toRecord(), facts: learnt };
}

interface SitePolling {
  readonly deadline: number;
  look(): Promise<boolean>;
  waiting(): readonly Inventory[];
}

/** Null once the site has everything; else why it was not seen. */
async function pollSite(context: StepContext, { deadline, look, waiting }: SitePolling): Promise<Fault | null> {
  const timeoutMs = Math.max(0, deadline - context.clock.now());
  try {
    const end = await poll(context, { firstMs: FIRST_LOOK_MS, timeoutMs, look });
    if (end.done) return null;
    return (
      end.lost ?? new Fault("INV830", `The site has not taken in the report of ${waiting().join(" and ")} inventory.`)
    );
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.code !== "INV901") throw fault;
    const what = waiting().join(" and ");
    throw new Fault("INV902", `${what} inventory was reported, whether the site has it was not seen before the stop.`);
  }
}

function siteOf({ site }: StepContext) {
  if (site === undefined) throw new Error("a wait at the site, and there is none");
  return site;
}

/** What the engine asked before the inventory was opened or forced. */
function dateBefore(facts: ReadonlyMap<string, Json>, inventory: Inventory): { readonly before: string | null } | null {
  const known = facts.get(`site:${inventory}`) as JsonObject | undefined;
  return known === undefined ? null : { before: (known.before ?? null) as string | null };
}
