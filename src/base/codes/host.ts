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
  INV719: {
    title: "winrm-client could not be used on this computer",
    hint: "See that the computer's CbtHardeningLevel is not Strict, that NTLM (with `auth: basic`, Basic) is allowed, and without TLS AllowUnencrypted as well: winrm-client binds its logon to no TLS channel, and seals nothing.",
    // winrm-client 0.0.11, src/utils/http.js and ntlm.js; MicrosoftDocs/win32, WinRM: service settings.
    causes: [
      "CbtHardeningLevel of the computer is Strict, and winrm-client sends no channel binding.",
      "NTLM is switched off on the computer or in its domain; winrm-client knows no Kerberos.",
      "Without TLS: the computer takes no unencrypted messages, as no Windows does by default.",
      "The account may use WMI, but open no shell on the computer.",
    ],
    retryable: false,
    state: "failed",
  },
  INV720: {
    title: "access denied to a local account",
    hint: "The logon was good. Use a domain account that is in the computer's Administrators or has rights of its own there; or set LocalAccountTokenFilterPolicy=1 on the host, knowing that it opens every local administrator to the network.",
    // MicrosoftDocs/win32, WinRM: user account control and remote; KB 951016.
    causes: [
      "The account is a local administrator other than the built-in one, whose rights are cut for network logons.",
      "The account belongs neither to the computer's Administrators nor to its Remote Management Users.",
      "It may use WinRM, but the WMI namespaces of the client are open to administrators alone.",
    ],
    retryable: false,
    state: "failed",
  },
  INV721: {
    title: "the client may be read, its inventory agent may not",
    hint: "Grant the account rights on the namespace root\\ccm\\invagt in `wmimgmt.msc`, and let them apply to the namespaces below root\\ccm as well.",
    causes: ["Rights were granted on root\\ccm for this namespace only, and not for those below it."],
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
