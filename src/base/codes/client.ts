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
  INV816: {
    title: "the script ended with another exit code than 0",
    hint: "Its output is among the step's facts. Where that code is no failure, end the script with `exit 0`.",
    retryable: false,
    state: "failed",
  },
  INV817: {
    title: "nobody knows how the script ended",
    hint: "Look on the computer what it has done. It is not sent again by itself, not by `invrun resume` either; a new run sends it, such as one with `--only in-doubt --from RUN`. A script that takes longer needs a longer `timeout` beside the step.",
    // winrm-client 0.0.11; MS-WSMV 3.1.4.14: an answer to Receive that is lost is not given again.
    causes: [
      "It was still running when the step's `timeout` was over; its shell was then deleted, which ends it.",
      "The connection broke, or the computer restarted, while it ran.",
      "The host ended the shell, such as for want of memory (MaxMemoryPerShellMB).",
    ],
    retryable: false,
    state: "failed",
  },
  INV818: {
    title: "a script cannot be run with this credential",
    hint: "Give the targets of this runbook a credential with a user name and a password: winrm-client logs on with nothing else.",
    retryable: false,
    state: "failed",
  },
  INV819: {
    title: "the package winrm-client is not installed",
    hint: "It is an optional dependency: install invrun without `--omit=optional`, or `npm install winrm-client` beside it.",
    retryable: false,
    state: "failed",
  },
  INV820: {
    title: "the client's service is not running",
    hint: "Start CcmExec on the computer (Start-Service CcmExec), and look into CcmExec.log for why it stopped.",
    causes: [
      "The service was stopped by hand or by another program, or its start was disabled.",
      "It ended by itself: a damaged WMI repository or a full disk keep it from staying up.",
    ],
    retryable: false,
    state: "failed",
  },
  INV821: {
    title: "the client is assigned to no site",
    hint: "Assign it (Configuration Manager in the Control Panel, page Site; or ccmsetup with SMSSITECODE); until then it fetches no policy and reports nothing.",
    causes: [
      "The client was installed without a site code, and the boundaries of the site do not hold this computer.",
      "It could not reach a management point when it was installed.",
    ],
    retryable: false,
    state: "failed",
  },
  INV822: {
    title: "the client is in provisioning mode",
    hint: "It leaves this mode by itself after 48 hours, or at once by SMS_Client.SetClientProvisioningMode(false). Look first whether a task sequence is at work.",
    // memdocs: osd/understand/provisioning-mode; KB 4021950.
    causes: [
      "A task sequence is running.",
      "A task sequence failed or was broken off, and left the client in this mode.",
    ],
    retryable: false,
    state: "failed",
  },
  INV823: {
    title: "this inventory is switched off by policy",
    hint: "Enable it in the client settings that apply to the computer, and let the client fetch its policy; without that no trigger has any effect.",
    // memdocs: core/clients/deploy/about-client-settings.
    causes: [
      "The client settings that apply to the computer switch it off.",
      "The client is new and has not fetched its policy yet, or cannot reach its management point.",
    ],
    retryable: false,
    state: "failed",
  },
  INV824: {
    title: "the client is being installed or upgraded",
    hint: "Wait until ccmsetup.exe has ended (ccmsetup.log tells how), then look again.",
    retryable: false,
    state: "failed",
  },
  INV825: {
    title: "this inventory was never reported",
    hint: "Let it run once with `force-inventory`, and look into InventoryAgent.log if no report follows.",
    causes: [
      "Its row was deleted, as a reset does, and no cycle has ended since.",
      "The client is new, and its first cycle has not come yet.",
    ],
    retryable: false,
    state: "failed",
  },
  INV826: {
    title: "a cycle of this inventory began and never reported",
    hint: "Look into InventoryAgent.log for where it stands; a restart of CcmExec ends a cycle that hangs.",
    // memdocs: class InventoryActionStatus; the row's report is written last.
    causes: [
      "A provider that the inventory asks hangs.",
      "The cycle was broken off by a restart of the computer or of CcmExec.",
      "The report cannot be handed over: the queue of the client's messaging is stuck.",
    ],
    retryable: false,
    state: "failed",
  },
  INV827: {
    title: "the last report of this inventory is old",
    hint: "Look whether the computer was away; if not, reset and force the inventory, and look into InventoryAgent.log.",
    causes: [
      "The computer was off or away from its site.",
      "The schedule of the client's policy does not fire, as while the client is not registered with its site.",
    ],
    retryable: false,
    state: "failed",
  },
  INV828: {
    title: "the client's service is missing",
    hint: "Its WMI classes are left, the service is not: install the client again (ccmsetup /forceinstall), or take the computer out of the targets.",
    causes: ["The client was removed only in part, or an installation was broken off."],
    retryable: false,
    state: "failed",
  },
  INV830: {
    title: "the site has not taken the report in yet",
    hint: "The client sent it; it lies in the queue of the client or of the management point, or waits in the site's inbox. Wait longer with `timeout`, or look into MP_Hinv.log and dataldr.log at the site.",
    causes: [
      "The client's upload is held back: it is on a metered or slow connection, or BITS is stuck.",
      "The site has a backlog of reports.",
      "The site refused the report and asked the client for a full one.",
    ],
    retryable: false,
    state: "failed",
  },
  INV831: {
    title: "the site knows no such computer",
    hint: "Its record may have been deleted, or the account's scope at the site leaves it out; leave `at: site` out for such targets.",
    retryable: false,
    state: "failed",
  },
  INV832: {
    title: "the site knows several computers of this name",
    hint: "Name the target in full, such as `pc-117.corp.example`, and have obsolete records of it deleted at the site.",
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
