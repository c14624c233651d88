import { cimUint32 } from "../../../base/cim.ts";
import { Fault } from "../../../base/fault.ts";
import { SMS_CLIENT } from "../../../configmgr/calls.ts";
import { type InventoryRow, rowPath, toRow } from "../../../configmgr/inventory.ts";
import { scheduleId } from "../../../configmgr/schedules.ts";
import type { Bench, OpenPoint } from "./bench.ts";
import { faultOf } from "./faults.ts";
import { elementsIn } from "./tap.ts";

/** What only a reset and a trigger can settle: one of hardware inventory, in the order of a run. */

const changes = { changes: true } as const;
const ROW = rowPath("hardware");
/** Between two looks at the row. */
const LOOK_MS = 2_000;
/** A schedule that no client has. */
const NO_SCHEDULE = "{00000000-0000-0000-0000-000000000998}";

/** In order: what is reset is triggered afterwards. */
export const changingPoints: readonly OpenPoint[] = [
  {
    id: "reset",
    question: "Is the row gone once its deletion was answered, and what does a second deletion say?",
    ...changes,
    async ask(bench) {
      const { client, limits } = bench;
      const before = await readRow(bench);
      const seen = [`before: ${rowText(before)}`];
      if (before !== null) await client.delete(ROW, limits);
      const gone = (await readRow(bench)) === null;
      const again = await faultOf(bench, () => client.delete(ROW, limits));
      return { answer: `${gone ? "gone" : "still there"}; a second deletion: ${again.answer}`, seen };
    },
  },
  {
    id: "unknown-schedule",
    question: "What comes of a trigger for a schedule that is in no policy?",
    ...changes,
    ask: async (bench) => {
      const { client, limits, tap } = bench;
      const call = () => client.invoke(SMS_CLIENT, "TriggerSchedule", { sScheduleID: NO_SCHEDULE }, limits);
      const told = await faultOf(bench, call);
      return told.answer === "no fault came" ? { ...told, seen: elementsIn(tap.raw, "ReturnValue") } : told;
    },
  },
  {
    id: "trigger-return",
    question: "What does a trigger return?",
    ...changes,
    async ask({ client, limits, tap }) {
      const input = { sScheduleID: scheduleId("hardware") };
      const output = await client.invoke(SMS_CLIENT, "TriggerSchedule", input, limits);
      const seen = elementsIn(tap.raw, "ReturnValue", "TriggerSchedule_OUTPUT");
      const value = cimUint32(output, "ReturnValue");
      return { answer: value === null ? "no value, or null" : String(value), seen };
    },
  },
  {
    id: "versions-after-reset",
    question: "Which versions has the first report after a reset?",
    ...changes,
    async ask(bench) {
      const { clock, limits, reportMs } = bench;
      const until = clock.monotonic() + reportMs;
      while (clock.monotonic() < until) {
        const row = await readRow(bench);
        if (row !== null && row.reported !== null)
          return { answer: `major ${row.major}, minor ${row.minor}`, seen: [`after: ${rowText(row)}`] };
        await clock.sleep(LOOK_MS, limits.signal);
      }
      throw new Fault("INV803", "No report was seen after the reset and the trigger.");
    },
  },
];

async function readRow({ client, limits }: Bench): Promise<InventoryRow | null> {
  try {
    return toRow(await client.get(ROW, limits));
  } catch (fault) {
    if (fault instanceof Fault && fault.code === "INV701") return null;
    throw fault;
  }
}

function rowText(row: InventoryRow | null): string {
  return row === null ? "no row" : JSON.stringify(row);
}
