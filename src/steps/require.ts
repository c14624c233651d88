import { formatPath } from "../base/cim.ts";
import type { JsonObject } from "../base/json.ts";
import { SMS_CLIENT } from "../configmgr/calls.ts";
import { CLOCK_QUERY } from "../configmgr/computer.ts";
import { type Inventory, rowPath } from "../configmgr/inventory.ts";
import { ACTUAL_CONFIG_NAMESPACE, CLIENT_NAMESPACE } from "../configmgr/schedules.ts";
import { PROVISIONING } from "../configmgr/traits.ts";
import type { StepKind } from "../model/step.ts";
import { checksOf } from "./require-checks.ts";
import { type RequireInput, requireInput } from "./require-input.ts";

/**
 * What stands under `require`, carried out as the first step of all: a client that is not as it must be is left alone.
 * All that is asked for is read, so that a target that is skipped for two reasons names both.
 */
export const requirement: StepKind<RequireInput> = {
  key: "require",
  summary: "Reads what a client must be like; one that is not like that is left alone and counts as skipped.",
  input: requireInput,
  changes: false,
  repeatable: true,
  takesTimeout: false,
  describe: operationsOf,
  undo: () => "nothing: it only reads",
  outcomes: {
    unchanged: "the client is as it must be",
    skipped: "it is not, and is left alone: no further step is carried out on it",
  },
  opens: () => [],
  closes: () => [],
  awaits: () => [],
  narrow: (same) => same,
  async run({ session }, input) {
    let client: JsonObject = {};
    const unmet: string[] = [];
    for (const check of checksOf(input)) {
      const finding = await check(session);
      client = { ...client, ...finding.facts };
      if (finding.unmet !== null) unmet.push(finding.unmet);
    }
    const facts = { client };
    if (unmet.length === 0) return { kind: "unchanged", facts };
    return { kind: "skipped", why: unmet.join("; "), ends: true, facts };
  },
};

function operationsOf(input: RequireInput): readonly string[] {
  const { site, enabled, "client-version": version, "last-report-older-than": ages } = input;
  const operations: string[] = [];
  if (site !== undefined)
    operations.push(`ask ${formatPath(SMS_CLIENT)}.GetAssignedSite() (must be ${site.toUpperCase()})`);
  if (input["provisioning-mode"] !== undefined) {
    const { path, method, input: value } = PROVISIONING;
    operations.push(
      `ask ${formatPath(path)}.${method}(HKLM, "${value.sSubKeyName}", "${value.sValueName}") (must not be true)`,
    );
  }
  if (enabled !== undefined)
    operations.push(`query ${ACTUAL_CONFIG_NAMESPACE}: InventoryAction (must hold ${enabled.join(" and ")})`);
  if (version !== undefined)
    operations.push(`query ${CLIENT_NAMESPACE}: SMS_Client.ClientVersion (must be ${version})`);
  if (ages !== undefined) {
    operations.push(`query ${CLOCK_QUERY.namespace}: Win32_UTCTime (the client's own clock)`);
    for (const [inventory, age] of Object.entries(ages))
      operations.push(`get ${formatPath(rowPath(inventory as Inventory))} (must be older than ${age})`);
  }
  return operations;
}
