import { Array as List, Literal, type Static, Union } from "typebox";
import { formatPath } from "../base/cim.ts";
import type { Json } from "../base/json.ts";
import { pollRow, readRow } from "../configmgr/client.ts";
import { rowFacts, rowPath } from "../configmgr/inventory.ts";
import { judge } from "../configmgr/judgement.ts";
import type { StepKind } from "../model/step.ts";
import { isReset, knownRow } from "./facts.ts";
import { describeTrigger, sendTrigger, sendTriggers } from "./send-trigger.ts";

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
  repeatable: false,
  takesTimeout: true,
  describe: (named) =>
    named.flatMap((inventory) => [
      `get ${formatPath(rowPath(inventory))} (for the record, where no reset came before)`,
      describeTrigger(inventory, `${inventory} inventory`),
    ]),
  undo: () => "nothing: a report more does no harm",
  outcomes: { changed: "the client took each trigger; a wait tells when the report is sent" },
  opens: () => [],
  closes: (named) => named,
  awaits: () => [],
  narrow: (named, open) => named.filter((inventory) => open.includes(inventory)),
  async run(context, named) {
    const facts: Record<string, Json> = {};
    const send = async (inventory: Input[number]) => {
      const full = isReset(context.facts, inventory);
      const row = full ? null : await readRow(context.session, inventory);
      const before = rowFacts(row);
      const baseline = { known: knownRow(context.facts, inventory), before: row, reset: full };
      const look = async () => judge(baseline, await pollRow(context.session, inventory)) !== "nothing";
      const doubt = await sendTrigger(context, inventory, look);
      facts[inventory] = { before, full, reset: false, triggeredAt: Math.round(context.clock.now()) };
      return doubt;
    };
    return sendTriggers(named, { facts, send });
  },
};
