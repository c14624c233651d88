import { resetKind } from "./reset.ts";

/** Deletes InventoryActionStatus …001, what `invsync hw` asked of SMS 2.0. */
export const resetHwCache = resetKind("reset-hw-cache", "hardware");
