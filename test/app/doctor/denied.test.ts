import { expect, it } from "vitest";
import { deniedAccess } from "../../../src/app/doctor/enter.ts";
import type { Patient } from "../../../src/app/doctor/patient.ts";
import { Fault } from "../../../src/base/fault.ts";
import { AvId, textPair } from "../../../src/net/auth/av-pairs.ts";
import { encodeChallenge } from "../../../src/net/auth/ntlm-challenge.ts";
import { CLIENT_FLAGS, ntlmFlags } from "../../../src/net/auth/ntlm-flags.ts";
import { readChallenge } from "../../../src/net/auth/ntlm-logon.ts";

const challenge = readChallenge(
  encodeChallenge({
    flags: (CLIENT_FLAGS | ntlmFlags("targetInfo")) >>> 0,
    serverChallenge: Buffer.alloc(8),
    targetName: "",
    targetInfo: [textPair(AvId.computerName, "PC-0042"), textPair(AvId.domainName, "FLEET")],
    version: null,
  }),
);

function meaningFor(username: string, code: "INV703" | "INV704" | "INV706"): string {
  const patient = { username, seen: { challenge }, target: { name: "pc-0042.fleet.example" } } as unknown as Patient;
  return (deniedAccess(patient, new Fault(code, "It was denied.")) as Fault).code;
}

// MicrosoftDocs/win32, user account control and WMI: local accounts are filtered, domain accounts and the built-in
// administrator are not.
it.each([
  { username: "operator", local: true },
  { username: ".\\operator", local: true },
  { username: "pc-0042\\operator", local: true },
  { username: "FLEET\\operator", local: false },
  { username: "operator@fleet.example", local: false },
  { username: "Administrator", local: false },
  { username: "PC-0042\\administrator", local: false },
])("denied access of $username is called the matter of a local account: $local", ({ username, local }) => {
  expect(meaningFor(username, "INV703")).toBe(local ? "INV720" : "INV703");
  expect(meaningFor(username, "INV704")).toBe(local ? "INV720" : "INV704");
});

it("what is no denied access stays what it is", () => {
  expect(meaningFor("operator", "INV706")).toBe("INV706");
});
