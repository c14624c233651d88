import type { FaultRow } from "./row.ts";

/** INV7xx: the host answered in WS-Management or WMI terms that it will not or cannot. */
export const hostFaults = {
  INV701: {
    title: "no such object on the host",
    hint: "The object named in the message does not exist on this computer.",
    retryable: false,
    state: "failed",
  },
  INV702: {
    title: "no such namespace or class on the host",
    hint: "The namespace or class named in the message does not exist on this computer; the software that brings it is missing or broken.",
    retryable: false,
    state: "failed",
  },
  INV703: {
    title: "access denied by the WinRM service",
    hint: "The logon was good, but the account may not use WinRM: make it a member of the computer's Administrators, or of Remote Management Users. A local account other than the built-in Administrator also needs LocalAccountTokenFilterPolicy=1.",
    // MS-WSMV 3.1.4.1.28; MicrosoftDocs/win32, WinRM: the default security descriptor.
    causes: [
      "The account belongs neither to the computer's Administrators nor to its Remote Management Users.",
      "It is a local account other than the built-in Administrator, whose rights are cut for network logons while LocalAccountTokenFilterPolicy is not 1.",
      "Remote use of the WinRM service was switched off by policy.",
    ],
    retryable: false,
    state: "failed",
  },
  INV704: {
    title: "access denied by WMI",
    hint: "The account may use WinRM but not this WMI namespace: make it a member of the computer's Administrators, or grant it rights in `wmimgmt.msc`.",
    // Windows SDK wsmerror.h, 0x80338104 to 0x80338106; WMI error constants, 0x80041003.
    causes: [
      "The account is in Remote Management Users but no administrator: by default root\\ccm is open to administrators alone.",
      "It is a local administrator whose rights are cut for network logons (LocalAccountTokenFilterPolicy).",
      "The rights of the namespace were changed on this computer.",
    ],
    retryable: false,
    state: "failed",
  },
  INV705: {
    title: "the WMI provider is not capable of the operation",
    hint: "The class named in the message does not offer this operation on this computer.",
    retryable: false,
    state: "failed",
  },
  INV706: {
    title: "the WMI provider failed or could not be loaded",
    hint: "Restart the service that brings the class (for ConfigMgr: CcmExec) on that computer; if that does not help, repair or reinstall the client.",
    // WMI error constants: 0x80041004, 0x8004100A, 0x80041011, 0x80041013, 0x80041014.
    causes: [
      "The ConfigMgr client is being installed or upgraded at this moment.",
      "CcmExec, the client's service, is stopped or in trouble, and its providers with it.",
      "The WMI repository of the computer is damaged.",
    ],
    retryable: false,
    state: "failed",
  },
  INV707: {
    title: "the host refused a value",
    hint: "A parameter or property has a value that the host cannot take, or cannot express in its answer; the detail says which, where the host does.",
    // Windows SDK wsmerror.h, 0x80338041; PowerShell issue 15799.
    causes: [
      "A date in the answer consists of wildcards, which WinRM cannot express and fails the whole answer for.",
      "A parameter is of another type than the method takes.",
    ],
    retryable: false,
    state: "failed",
  },
  INV708: {
    title: "a WinRM quota of the host is used up",
    hint: "Other programs hold the quota named in the message; try again later, or raise it under `winrm/config` on that computer.",
    // MicrosoftDocs/win32, WinRM: quotas; MS-WSMV 3.1.4.1, note 118.
    causes: [
      "Other programs use the same account on this computer at the same time. Windows 7 and Server 2008 R2 allow an account 15 operations, later versions 1,500.",
      "A program that crashed left shells or queries open, which count until the host lets them expire.",
    ],
    retryable: true,
    state: "failed",
  },
  INV709: {
    title: "the host is busy or shutting a service down",
    hint: "Wait until the computer has restarted or WMI is under less pressure, and run again.",
    // WMI error constants: 0x80041032, 0x80041033; Windows error 995.
    causes: ["The computer is shutting down or starting.", "WMI is being restarted, or is short of memory."],
    retryable: true,
    state: "failed",
  },
  INV710: {
    title: "the host could not finish in time",
    hint: "Raise the step's `timeout`; the host itself gives up after MaxTimeoutms, 60 s unless configured otherwise.",
    retryable: true,
    state: "failed",
  },
  INV711: {
    title: "the answer does not fit in one message",
    hint: 'Raise MaxEnvelopeSizekb on that computer (`winrm set winrm/config @{MaxEnvelopeSizekb="500"}`).',
    // MicrosoftDocs/win32, WinRM: MaxEnvelopeSizekb; MS-WSMV, product behaviour.
    causes: [
      "MaxEnvelopeSizekb of the host is small: Windows 7 and Server 2008 R2 begin with 150 KB, later versions with 500.",
    ],
    retryable: false,
    state: "failed",
  },
  INV712: {
    title: "the host's WinRM does not offer the operation on WMI objects",
    hint: "Windows 7 and Server 2008 R2 cannot delete WMI objects over WS-Management; Windows 8 and Server 2012 can. Take such computers out with `exclude`.",
    retryable: false,
    state: "failed",
  },
  INV713: {
    title: "no such method on the host",
    hint: "The class is there but lacks the method: the software that brings it is older than the method.",
    retryable: false,
    state: "failed",
  },
  INV714: {
    title: "the host does not understand the query",
    hint: "Check the query's words and property names, for instance with `Get-CimInstance -Query` on a computer that has the class.",
    retryable: false,
    state: "failed",
  },
  INV715: {
    title: "the keys do not name an object of the class",
    hint: "Every key property of the class has to be given, and nothing but key properties.",
    retryable: false,
    state: "failed",
  },
  INV716: {
    title: "the host has forgotten the running query",
    hint: "The WinRM service was restarted or the query rested too long; it can be asked again.",
    retryable: true,
    state: "failed",
  },
  INV717: {
    title: "the host refused the form of the request",
    hint: "The host's WinRM wants other headers than Windows does as a rule; report this with the code in the message and the Windows version.",
    retryable: false,
    state: "failed",
  },
  INV718: {
    title: "the host reported a fault that has no meaning here",
    hint: "Look the code up with `winrm helpmsg CODE` on Windows; the detail holds the host's own words.",
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
