import type { Json, JsonObject } from "../base/json.ts";
import { type Inventory, type InventoryRow, rowFromFacts } from "../configmgr/inventory.ts";
import type { Baseline } from "../configmgr/judgement.ts";

/**
 * What the steps of one target learn of an inventory and pass on, under the inventory's name:
 * `known` and `reset` by a reset; `before`, `full`, `triggeredAt` and `reset: false` by a force.
 */
type InventoryFacts = {
  readonly known?: Json;
  readonly reset?: boolean;
  readonly before?: Json;
  readonly full?: boolean;
  readonly triggeredAt?: number;
};

function read(facts: ReadonlyMap<string, Json>, inventory: Inventory): InventoryFacts {
  const value = facts.get(inventory);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject as InventoryFacts)
    : {};
}

/** The inventory was reset and not forced since: its row is known to be absent. */
export function isReset(facts: ReadonlyMap<string, Json>, inventory: Inventory): boolean {
  return read(facts, inventory).reset === true;
}

/** The row as it was before a reset took it away; null where there was none, or no reset. */
export function knownRow(facts: ReadonlyMap<string, Json>, inventory: Inventory): InventoryRow | null {
  return rowFromFacts(read(facts, inventory).known);
}

/** What its report must be measured against, or null where neither a reset nor a force went before. */
export function baselineOf(facts: ReadonlyMap<string, Json>, inventory: Inventory): Baseline | null {
  const { known, reset, before, full, triggeredAt } = read(facts, inventory);
  if (reset !== true && triggeredAt === undefined) return null;
  return { known: rowFromFacts(known), before: rowFromFacts(before), reset: reset === true || full === true };
}

/** When the trigger left, on our clock; only the first poll is timed by it. */
export function triggeredAt(facts: ReadonlyMap<string, Json>, inventory: Inventory): number | null {
  return read(facts, inventory).triggeredAt ?? null;
}
