import { Array as List, Literal, type Static, Union } from "typebox";
import { formatPath } from "../base/cim.ts";
import { Fault, type FaultRecord } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import { readRow, trigger } from "../configmgr/client.ts";
import { type Inventory, rowFacts } from "../configmgr/inventory.ts";
import { CLIENT_NAMESPACE, scheduleId } from "../configmgr/schedules.ts";
import type { StepContext, StepKind } from "../model/step.ts";
import { isReset } from "./facts.ts";

const input = List(Union([Literal("hardware"), Literal("software")]), {
  minItems: 1,
  uniqueItems: true,
  description: "The inventories to force: `hardware`, `software` or both.",
});

type Input = Static<typeof input>;

/** Starts a cycle of each named inventory at once, instead of at its schedule. */
export const forceInventory: StepKind<Input> = {
  key: "force-inventory",
  summary: "Starts a hardware or software inventory cycle now (SMS_Client.TriggerSchedule).",
  input,
  changes: true,
  takesTimeout: true,
  describe: (named) =>
    named.map((inventory) => {
      const path = formatPath({ namespace: CLIENT_NAMESPACE, className: "SMS_Client" });
      return `invoke ${path}.TriggerSchedule("${scheduleId(inventory)}") (${inventory} inventory)`;
    }),
  opens: () => [],
  closes: (named) => named,
  awaits: () => [],
  narrow: (named, open) => named.filter((inventory) => open.includes(inventory)),
  async run(context, named) {
    const facts: Record<string, Json> = {};
    const doubts: { readonly inventory: Inventory; readonly fault: FaultRecord }[] = [];
    for (const inventory of named) {
      const full = isReset(context.facts, inventory);
      const before = full ? null : rowFacts(await readRow(context.session, inventory));
      const doubt = await send(context, inventory);
      facts[inventory] = { before, full, reset: false, triggeredAt: Math.round(context.clock.now()) };
      if (doubt !== null) doubts.push({ inventory, fault: doubt });
    }
    const first = doubts[0];
    if (first === undefined) return { kind: "changed", facts };
    return { kind: "in-doubt", fault: first.fault, about: doubts.map(({ inventory }) => inventory), facts };
  },
};

/** Triggers one inventory. A lost answer is told apart: the others are still forced, and a wait looks for the report. */
async function send({ session }: StepContext, inventory: Inventory): Promise<FaultRecord | null> {
  try {
    await trigger(session, inventory);
    return null;
  } catch (fault) {
    if (fault instanceof Fault && fault.delivered === "maybe") return { ...fault.toRecord(), state: "in-doubt" };
    throw fault;
  }
}
