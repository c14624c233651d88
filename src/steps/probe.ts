import { Null } from "typebox";
import { formatPath } from "../base/cim.ts";
import { SMS_CLIENT } from "../configmgr/calls.ts";
import { readRow } from "../configmgr/client.ts";
import { inventories, rowFacts, rowPath } from "../configmgr/inventory.ts";
import { ACTUAL_CONFIG_NAMESPACE, CLIENT_NAMESPACE } from "../configmgr/schedules.ts";
import { PROVISIONING, readEnabled, readProvisioningMode, readSite, readVersion } from "../configmgr/traits.ts";
import type { StepKind } from "../model/step.ts";

/** What `plan --probe` carries out in the place of a runbook's steps: it reads what a client is like, and nothing else. */
export const probe: StepKind<null> = {
  key: "probe",
  summary: "Reads a client's version, site, provisioning mode, enabled inventories and both rows of its reports.",
  input: Null(),
  changes: false,
  repeatable: true,
  takesTimeout: false,
  describe: () => [
    `query ${CLIENT_NAMESPACE}: SMS_Client.ClientVersion`,
    `ask ${formatPath(SMS_CLIENT)}.GetAssignedSite()`,
    `ask ${formatPath(PROVISIONING.path)}.${PROVISIONING.method}(HKLM, "${PROVISIONING.input.sValueName}")`,
    `query ${ACTUAL_CONFIG_NAMESPACE}: InventoryAction`,
    ...inventories.map((inventory) => `get ${formatPath(rowPath(inventory))}`),
  ],
  undo: () => "nothing: it only reads",
  outcomes: { unchanged: "everything was read" },
  opens: () => [],
  closes: () => [],
  awaits: () => [],
  narrow: (same) => same,
  async run({ session }) {
    // The version first: where there is no client, that is what is said.
    const version = await readVersion(session);
    const site = await readSite(session);
    const provisioning = await readProvisioningMode(session);
    const enabled = await readEnabled(session);
    const hardware = rowFacts(await readRow(session, "hardware"));
    const software = rowFacts(await readRow(session, "software"));
    return { kind: "unchanged", facts: { client: { version, site, provisioning, enabled }, hardware, software } };
  },
};
