import { resetKind } from "./reset.ts";

/** Deletes InventoryActionStatus …002, what `invsync sw` asked of SMS 2.0. */
export const resetSwCache = resetKind("reset-sw-cache", "software");
