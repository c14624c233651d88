import { Null, type TNull } from "typebox";
import { formatPath } from "../base/cim.ts";
import { deleteRow, readRow } from "../configmgr/client.ts";
import { type Inventory, rowFacts, rowPath } from "../configmgr/inventory.ts";
import type { StepKind } from "../model/step.ts";

/**
 * The two resets differ by their inventory alone. The row is read first, so that what is taken away is on record;
 * where it is absent already, nothing is sent.
 */
export function resetKind(key: string, inventory: Inventory): StepKind<null> {
  const input: TNull = Null({ description: `Takes no input: write \`${key}:\` and nothing behind it.` });
  return {
    key,
    summary: `Resets the ${inventory} inventory cache, so that the next ${inventory} report is a full one.`,
    input,
    changes: true,
    repeatable: true,
    takesTimeout: true,
    describe: () => {
      const row = formatPath(rowPath(inventory));
      return [`get ${row} (for the record)`, `delete ${row} (where it is there)`];
    },
    undo: () => `nothing: the next full ${inventory} report writes the row again`,
    outcomes: {
      changed: "the row was there and is gone",
      unchanged: "the row was absent already, so nothing was deleted",
    },
    opens: () => [inventory],
    closes: () => [],
    awaits: () => [],
    narrow: (same) => same,
    async run({ session }) {
      const row = await readRow(session, inventory);
      if (row !== null) await deleteRow(session, inventory);
      return {
        kind: row === null ? "unchanged" : "changed",
        facts: { [inventory]: { known: rowFacts(row), reset: true } },
      };
    },
  };
}
