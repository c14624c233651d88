import { type Kind, UNDETERMINED } from "./kind.ts";

const ALWAYS = Number.POSITIVE_INFINITY;
const HOUR_MS = 3_600_000;

/**
 * Kinds whose computer is set up in a way that keeps a caller out, or whose client will not report. No weather brings
 * them: a run can do nothing about them, and meets each at one place only.
 */
export const settingKinds = {
  "web-server": { about: "a web server answers in the place of WinRM", noWinrm: true, expected: UNDETERMINED },
  "no-negotiate": { about: "offers Kerberos alone", offers: ["Kerberos"], expected: UNDETERMINED },
  "no-basic": { about: "does not offer Basic, over TLS neither", offers: ["Negotiate"], expected: UNDETERMINED },
  "ntlm-refused": { about: "its policy refuses NTLM", ntlm: "refused", expected: UNDETERMINED },
  "no-sealing": { about: "grants NTLM no sealing", ntlm: "unsealed", expected: UNDETERMINED },
  "message-refused": {
    about: "takes every logon and refuses every message after it",
    trouble: { shape: "forgotten", from: 1, times: ALWAYS },
    expected: UNDETERMINED,
  },
  "clock-off": {
    about: "its clock is two days ahead, and it refuses logons for it",
    clockAheadMs: 48 * HOUR_MS,
    refuses: true,
    expected: UNDETERMINED,
  },
  "winrm-denied": { about: "the account may not use WinRM", winrm: "denied", expected: UNDETERMINED },
  "token-filter": { about: "cuts the rights of local accounts", winrm: "filters-local", expected: UNDETERMINED },
  "agent-denied": { about: "root\\ccm is open, invagt is not", wmi: "agent-denied", expected: UNDETERMINED },
  "provider-fails": { about: "WMI cannot load the client's provider", wmi: "failing", expected: UNDETERMINED },
  "windows-7": { about: "a Windows that cannot delete WMI objects", windows: "6.1.7601", expected: UNDETERMINED },
  "certificate-expired": { about: "its certificate has expired", certificate: "expired", expected: UNDETERMINED },
  "certificate-renamed": {
    about: "its certificate is for another name",
    certificate: "other-name",
    expected: UNDETERMINED,
  },
  "setup-at-work": { about: "ccmsetup.exe runs and runs", setupMs: 24 * HOUR_MS, expected: UNDETERMINED },
  "service-stopped": { about: "CcmExec is stopped", service: "stopped", expected: UNDETERMINED },
  "service-missing": {
    about: "there is no CcmExec, though its WMI is left",
    service: "missing",
    expected: UNDETERMINED,
  },
  unassigned: { about: "is assigned to no site", unassigned: true, expected: UNDETERMINED },
  "no-hardware-inventory": {
    about: "hardware inventory is switched off",
    manners: { hardware: "ignored" },
    disabled: ["hardware"],
    expected: UNDETERMINED,
  },
  "reported-long-ago": { about: "last reported two months ago", reportedDaysAgo: 60, expected: UNDETERMINED },
  hung: { about: "a cycle began two days ago and never reported", hungDaysAgo: 2, expected: UNDETERMINED },
} as const satisfies Record<string, Kind>;
