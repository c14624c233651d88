import type { FaultRow } from "./row.ts";

/** INV8xx: the ConfigMgr client itself. */
export const clientFaults = {
  INV801: {
    title: "no ConfigMgr client on this computer",
    hint: "Install the client (ccmsetup), or take the computer out of the targets.",
    // WMI error constants: 0x8004100E, for root\ccm.
    causes: [
      "The client was never installed here, or was removed.",
      "It is being installed at this moment: its namespace comes late.",
      "The computer is looked after by another product, or by none.",
    ],
    retryable: false,
    state: "failed",
  },
  INV802: {
    title: "the ConfigMgr client is broken: its inventory agent is missing",
    hint: "Repair the client with ccmrepair.exe, or install it again.",
    // WMI error constants: 0x8004100E and 0x80041010, below root\ccm.
    causes: [
      "An installation was broken off, or an upgrade is under way.",
      "Classes of the client were lost from the computer's WMI repository.",
    ],
    retryable: false,
    state: "failed",
  },
  INV803: {
    title: "nothing reported yet",
    hint: "The cycle still runs, or it never started: the client may be in provisioning mode, the inventory off in its client settings, CcmExec stopped or its queue stuck. Wait longer with `timeout`, or look into InventoryAgent.log on the computer.",
    // memdocs: osd/understand/provisioning-mode, core/clients/deploy/about-client-settings; KB 3067633 and 4021950.
    causes: [
      "The cycle is still running. Hardware is mostly done within minutes; software scans disks and may take hours.",
      "The client is in provisioning mode, as during a task sequence: it takes triggers and reports nothing. It leaves this mode by itself after 48 hours.",
      "This inventory is switched off in the client settings that apply to the computer; software inventory often is.",
      "CcmExec is stopped, or its inventory agent was not loaded.",
      "The agent had such a message in its queue already and dropped this one (InventoryAgent.log: already in queue). The trigger succeeds all the same.",
      "The client is not registered with its site; then InventoryAgent.log stands still.",
      "Software inventory postpones itself while the computer is short of resources, by up to a day.",
    ],
    retryable: false,
    state: "failed",
  },
  INV804: {
    title: "a cycle started, but no report was seen yet",
    hint: "The cycle is still running. Wait longer with `timeout`; software inventory throttles itself and can take hours.",
    // memdocs: core/clients/manage/inventory; a row is written last, once the report is handed over.
    causes: [
      "The cycle takes long: many classes, a slow disk, or a software inventory that scans it all.",
      "The cycle was broken off by a restart of the computer or of CcmExec before its report was handed over.",
    ],
    retryable: false,
    state: "failed",
  },
  INV805: {
    title: "reported, not proven full",
    hint: "A cycle that was running when the reset came has written the row again. Run the runbook again for this computer.",
    // memdocs: class InventoryActionStatus; the agent writes the row at the end of a cycle.
    causes: [
      "A scheduled cycle was under way when the row was deleted, and wrote it anew at its end.",
      "Another program or person triggered or reset the same inventory at the same time.",
    ],
    retryable: false,
    state: "failed",
  },
  INV806: {
    title: "the client refused what it was asked to start",
    hint: "Look into SmsClientMethodProvider.log on the computer; restart CcmExec if its provider failed.",
    retryable: false,
    state: "failed",
  },
  INV807: {
    title: "the schedule is not in the client's policy",
    hint: "Enable what this schedule starts, an inventory for one, in the client settings that apply to the computer, and let it fetch its policy.",
    // memdocs: core/clients/deploy/about-client-settings.
    causes: [
      "The inventory is switched off in the client settings that apply to this computer.",
      "The client is new and has not fetched its policy yet.",
    ],
    retryable: false,
    state: "failed",
  },
  INV808: {
    title: "what the query waits for did not come about in time",
    hint: "Wait longer with `timeout`, or look on the computer what holds it up; `until: gone` waits for the opposite of `until: found`.",
    retryable: false,
    state: "failed",
  },
  INV809: {
    title: "a requirement cannot be judged",
    hint: "The computer answered, but not with what the requirement is about; the message says what is missing. Mend the client, or take the requirement out.",
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
