import type { FaultRow } from "./row.ts";

/** INV8xx: the ConfigMgr client itself. */
export const clientFaults = {
  INV801: {
    title: "no ConfigMgr client on this computer",
    hint: "Install the client (ccmsetup), or take the computer out of the targets.",
    retryable: false,
    state: "failed",
  },
  INV802: {
    title: "the ConfigMgr client is broken: its inventory agent is missing",
    hint: "Repair the client with ccmrepair.exe, or install it again.",
    retryable: false,
    state: "failed",
  },
  INV803: {
    title: "nothing reported yet",
    hint: "The cycle still runs or never started: the computer may be busy or in provisioning mode, the inventory may be off in its client settings, CcmExec may be stopped, or its queue stuck (InventoryAgent.log). Wait longer with `timeout`, or look there.",
    retryable: false,
    state: "failed",
  },
  INV804: {
    title: "a cycle started, but no report was seen yet",
    hint: "The cycle is still running. Wait longer with `timeout`; software inventory throttles itself and can take hours.",
    retryable: false,
    state: "failed",
  },
  INV805: {
    title: "reported, not proven full",
    hint: "A cycle that was running when the reset came has written the row again. Run the runbook again for this computer.",
    retryable: false,
    state: "failed",
  },
  INV806: {
    title: "the client refused the trigger",
    hint: "Look into SmsClientMethodProvider.log on the computer; restart CcmExec if its provider failed.",
    retryable: false,
    state: "failed",
  },
  INV807: {
    title: "the inventory is not in the client's policy",
    hint: "Enable this inventory in the client settings that apply to the computer, and let it fetch its policy.",
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
