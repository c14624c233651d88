import { basicNeedsTls } from "./basic-needs-tls.ts";
import { caNeedsTls } from "./ca-needs-tls.ts";
import { durations } from "./durations.ts";
import { expectation } from "./expectation.ts";
import { noSecrets } from "./no-secrets.ts";
import { notBuiltYet } from "./not-built-yet.ts";
import { oneKind } from "./one-kind.ts";
import { optionsUnderKind } from "./options-under-kind.ts";
import { provisioningMode } from "./provisioning-mode.ts";
import type { Rule, StepRule } from "./rule.ts";
import { timeoutBesideWait } from "./timeout-beside-wait.ts";
import { triggerInventory } from "./trigger-inventory.ts";
import { forceWithoutWait, resetWithoutForce } from "./unawaited.ts";
import { waitWithoutForce } from "./wait-without-force.ts";

/** Rules that say better what the schema would say as well; they speak first. */
export const spellingRules: readonly Rule[] = [
  notBuiltYet,
  noSecrets,
  oneKind,
  optionsUnderKind,
  timeoutBesideWait,
  provisioningMode,
  triggerInventory,
];

/** Rules on what the parts mean together. */
export const meaningRules: readonly Rule[] = [durations, basicNeedsTls, caNeedsTls, expectation];

/** Rules on the order of steps. */
export const stepRules: readonly StepRule[] = [waitWithoutForce, forceWithoutWait, resetWithoutForce];
