import type { StepKind } from "../model/step.ts";
import { forceInventory } from "./force-inventory.ts";
import { resetHwCache } from "./reset-hw-cache.ts";
import { resetSwCache } from "./reset-sw-cache.ts";
import { wait } from "./wait.ts";

/** Every kind of step, in the order in which docs and editors list them. */
export const stepKinds: readonly StepKind[] = [resetHwCache, resetSwCache, forceInventory, wait];
