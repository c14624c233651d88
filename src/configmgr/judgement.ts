import { type InventoryRow, sameMoment } from "./inventory.ts";

/** What is known of an inventory before its report is awaited. Rows of the same client only; never a clock of ours. */
export interface Baseline {
  /** The row as it was before a reset took it away; null where there was none, or no reset. */
  readonly known: InventoryRow | null;
  /** The row when the trigger left; null where it was absent. */
  readonly before: InventoryRow | null;
  /** The inventory was reset: only a full report counts. */
  readonly reset: boolean;
}

/**
 * `nothing`: no sign yet. `started`: a cycle began, no report yet; told only where the row survived.
 * `full`, `delta`: a report was handed over. `unproven`: a report after a reset that may stem from a cycle
 * which was running before it.
 */
export type Judgement = "nothing" | "started" | "full" | "delta" | "unproven";

/**
 * What a row proves. The agent writes it last, once the report is with its messaging; a full report sets the minor
 * version to 0, a delta raises it. After a reset the row must be back, with minor version 0, from a cycle that is
 * not the one known before.
 */
export function judge(baseline: Baseline, row: InventoryRow | null): Judgement {
  if (row === null) return "nothing";
  return baseline.reset ? afterReset(baseline, row) : afterTrigger(baseline.before, row);
}

function afterReset({ known }: Baseline, row: InventoryRow): Judgement {
  if (row.reported === null) return "nothing";
  const newCycle = row.cycleStarted !== null && !sameMoment(row.cycleStarted, known?.cycleStarted ?? null);
  return row.minor === 0 && newCycle ? "full" : "unproven";
}

function afterTrigger(before: InventoryRow | null, row: InventoryRow): Judgement {
  const moved =
    before === null ||
    !sameMoment(row.reported, before.reported) ||
    row.major !== before.major ||
    row.minor !== before.minor;
  if (row.reported !== null && moved) return row.minor === 0 ? "full" : "delta";
  return sameMoment(row.cycleStarted, before?.cycleStarted ?? null) ? "nothing" : "started";
}
