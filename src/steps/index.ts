import type { StepKind } from "../model/step.ts";
import { evaluatePolicyKind } from "./evaluate-policy.ts";
import { forceInventory } from "./force-inventory.ts";
import { powershell } from "./powershell.ts";
import { requestPolicyKind } from "./request-policy.ts";
import { requirement } from "./require.ts";
import { resetHwCache } from "./reset-hw-cache.ts";
import { resetSwCache } from "./reset-sw-cache.ts";
import { trigger } from "./trigger.ts";
import { wait } from "./wait.ts";

/** Every kind of step, in the order in which docs and editors list them. */
export const stepKinds: readonly StepKind[] = [
  resetHwCache,
  resetSwCache,
  forceInventory,
  wait,
  requestPolicyKind,
  evaluatePolicyKind,
  trigger,
  powershell,
];

/** What a plan may hold: the steps, and the requirement that comes before them. */
export const planKinds: readonly StepKind[] = [requirement, ...stepKinds];
