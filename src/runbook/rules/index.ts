import { basicNeedsTls } from "./basic-needs-tls.ts";
import { caNeedsTls } from "./ca-needs-tls.ts";
import { certificateNeedsTls } from "./certificate-needs-tls.ts";
import { durations } from "./durations.ts";
import { expectation } from "./expectation.ts";
import { lostCriterion } from "./lost-criterion.ts";
import { noSecrets } from "./no-secrets.ts";
import { oneKind } from "./one-kind.ts";
import { optionsUnderKind } from "./options-under-kind.ts";
import { pinsNeedTls } from "./pins-need-tls.ts";
import { provisioningMode } from "./provisioning-mode.ts";
import { restLast } from "./rest-last.ts";
import type { Rule, StepRule } from "./rule.ts";
import { scriptLength, scriptTravels } from "./scripts.ts";
import { shares } from "./shares.ts";
import { timeoutBesideWait } from "./timeout-beside-wait.ts";
import { triggerInventory } from "./trigger-inventory.ts";
import { forceWithoutWait, resetWithoutForce } from "./unawaited.ts";
import { waitBeyondWindow } from "./wait-beyond-window.ts";
import { waitWithoutForce } from "./wait-without-force.ts";
import { windowDays } from "./window-days.ts";
import { laterTries, windowSpan } from "./window-span.ts";
import { windowTimes } from "./window-times.ts";
import { windowZone } from "./window-zone.ts";

/** Rules that say better what the schema would say as well; they speak first. */
export const spellingRules: readonly Rule[] = [
  noSecrets,
  oneKind,
  optionsUnderKind,
  timeoutBesideWait,
  provisioningMode,
  triggerInventory,
  scriptLength,
  shares,
  windowTimes,
  windowDays,
  windowZone,
];

/** Rules on what the parts mean together. */
export const meaningRules: readonly Rule[] = [
  durations,
  basicNeedsTls,
  caNeedsTls,
  certificateNeedsTls,
  pinsNeedTls,
  scriptTravels,
  expectation,
  restLast,
  lostCriterion,
  windowSpan,
  laterTries,
];

/** Rules on the order of steps. */
export const stepRules: readonly StepRule[] = [waitWithoutForce, forceWithoutWait, resetWithoutForce, waitBeyondWindow];
