import { AvId, type AvPair, textPair } from "../../src/net/auth/av-pairs.ts";
import { decodeSealedBody, encodeSealedBody, SEALED_CONTENT_TYPE } from "../../src/net/auth/multipart.ts";
import { encodeChallenge } from "../../src/net/auth/ntlm-challenge.ts";
import { ntlmFlags } from "../../src/net/auth/ntlm-flags.ts";
import { type VerifiedLogon, verifyAuthenticate } from "../../src/net/auth/ntlm-verify.ts";
import { Sealing } from "../../src/net/auth/sealing.ts";
import type { Caller, RawRequest, ScriptedAnswer } from "./scripted-host.ts";

/** The answers of a Windows host at its WinRM port, for scripts: bare 401s, empty reasons, sealed bodies. */

export const SOAP = "application/soap+xml;charset=UTF-8";
export const PASSWORD = "Correct-Horse-7";

export const GRANTED = ntlmFlags(
  "unicode",
  "requestTarget",
  "targetTypeDomain",
  "sign",
  "seal",
  "ntlm",
  "alwaysSign",
  "extendedSessionSecurity",
  "targetInfo",
  "version",
  "key128",
  "keyExchange",
  "key56",
);

/** What the host says of itself; `timestamp` as a FILETIME, which asks for a MIC. */
export const names: readonly AvPair[] = [
  textPair(AvId.domainName, "CORP"),
  textPair(AvId.computerName, "PC-001"),
  textPair(AvId.dnsDomainName, "corp.example"),
  textPair(AvId.dnsComputerName, "pc-001.corp.example"),
  { id: AvId.timestamp, value: Buffer.from("00f0b4c1e0c5d901", "hex") },
];

export function challengeBytes(change: { flags?: number; targetInfo?: readonly AvPair[] } = {}): Buffer {
  return encodeChallenge({
    flags: change.flags ?? GRANTED,
    serverChallenge: Buffer.from("0123456789abcdef", "hex"),
    targetName: "CORP",
    targetInfo: change.targetInfo ?? names,
    version: { major: 10, minor: 0, build: 20348 },
  });
}

export function tokenOf(request: RawRequest | null): Buffer {
  const [scheme, token] = (request?.headers.get("authorization") ?? "").split(" ");
  if (scheme !== "Negotiate" || token === undefined) throw new Error(`no token: ${request?.line}`);
  return Buffer.from(token, "base64");
}

export const bare401: ScriptedAnswer = { status: 401, headers: ["WWW-Authenticate: Negotiate", "Connection: close"] };

export function continueWith(token: Buffer): ScriptedAnswer {
  return { status: 401, headers: [`WWW-Authenticate: Negotiate ${token.toString("base64")}`] };
}

/** Takes the first two messages and verifies the second; leaves the answer to it to the script. */
export async function greet(
  caller: Caller,
  challenge = challengeBytes(),
): Promise<{ readonly third: RawRequest; readonly logon: VerifiedLogon | null; readonly sealing: Sealing | null }> {
  const negotiate = tokenOf(await caller.next());
  caller.send(continueWith(challenge));
  const third = (await caller.next()) as RawRequest;
  const logon = verifyAuthenticate({ negotiate, challenge, authenticate: tokenOf(third), passwordOf: () => PASSWORD });
  const sealing = logon === null ? null : new Sealing({ sessionKey: logon.exportedSessionKey, role: "server" });
  return { third, logon, sealing };
}

export function unsealed(request: RawRequest | null, sealing: Sealing | null): string {
  if (request === null || sealing === null) throw new Error("nothing to unseal");
  return sealing.unseal(decodeSealedBody(request.headers.get("content-type") ?? "", request.body)).toString();
}

export function sealed(text: string, sealing: Sealing | null, status = 200): ScriptedAnswer {
  if (sealing === null) throw new Error("nothing to seal with");
  return {
    status,
    headers: [`Content-Type: ${SEALED_CONTENT_TYPE}`],
    body: encodeSealedBody({ contentType: SOAP, ...sealing.seal(Buffer.from(text)) }),
  };
}

/** Answers every further message with its own text in brackets. */
export async function echo(caller: Caller, sealing: Sealing | null): Promise<void> {
  for (;;) {
    const request = await caller.next();
    if (request === null) return;
    caller.send(sealed(`[${unsealed(request, sealing)}]`, sealing));
  }
}

/** A host that accepts the logon in either form and echoes. */
export async function willing(caller: Caller): Promise<void> {
  const { third, sealing } = await greet(caller);
  if (sealing === null) caller.send(bare401);
  else if (third.body.length === 0) caller.send({ status: 200 });
  else caller.send(sealed(`[${unsealed(third, sealing)}]`, sealing));
  await echo(caller, sealing);
}
