import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formatFingerprint, parseFingerprint } from "../../src/base/fingerprint.ts";
import { AvId, avBytes } from "../../src/net/auth/av-pairs.ts";
import { ntlmChannelBinding, tlsServerEndPoint } from "../../src/net/auth/channel-binding.ts";
import { faultOf, openGate, say, transportTo } from "./caller-side.ts";
import { type Issued, issue, newAuthority } from "./certificates.ts";
import { type Script, scriptedHost } from "./scripted-host.ts";
import { greet, SOAP } from "./windows-side.ts";

const authority = newAuthority();
const gateway = issue(authority, { dns: "gateway.corp.example" });
/** Of the certificate that a host shows, by Node's own reading of it: `AB:CD…`. */
const written = ({ cert }: Issued) => new X509Certificate(cert).fingerprint256;
const pinOf = (issued: Issued) => parseFingerprint(written(issued)) as string;

function welcome(bound: (Buffer | null)[]): Script {
  return async (caller) => {
    const { third, logon } = await greet(caller);
    bound.push(avBytes(logon?.targetInfo ?? [], AvId.channelBindings));
    caller.send({ status: 200, headers: [`Content-Type: ${SOAP}`], body: `[${third.body}]` });
  };
}

/** Says something to a host that shows this certificate; the answer, or the fault's code. */
async function talk(shown: Issued, endpoint: Parameters<typeof transportTo>[1] = {}) {
  const bound: (Buffer | null)[] = [];
  const host = await scriptedHost([welcome(bound)], shown);
  const transport = transportTo(host.port, {
    gate: openGate("proven"),
    endpoint: { tls: true, ...endpoint?.endpoint },
  });
  try {
    return { said: (await say(transport, "hello")).body.toString(), bound };
  } finally {
    transport.close();
  }
}

describe("a server name", () => {
  const ca = [authority.cert];

  test("is what the certificate must be for, where it is not the target's name", async () => {
    const endpoint = { ca, serverName: "gateway.corp.example" };
    const { said, bound } = await talk(gateway, { endpoint });
    expect(said).toBe("[hello]");
    const { raw } = new X509Certificate(gateway.cert);
    expect(bound).toEqual([ntlmChannelBinding(tlsServerEndPoint(raw))]);
  });

  test("does away with the target's own: a certificate for that one is INV413", async () => {
    const own = issue(authority, { dns: "pc-001.corp.example" });
    const fault = await faultOf(talk(own, { endpoint: { ca, serverName: "gateway.corp.example" } }));
    expect(fault).toMatchObject({
      code: "INV413",
      message: "The certificate that pc-001.corp.example shows is for another name than gateway.corp.example.",
    });
  });

  test("is what the host is asked for, RFC 6066 3", async () => {
    const asked: string[] = [];
    const SNICallback = (name: string, done: (error: null) => void) => {
      asked.push(name);
      done(null);
    };
    await talk({ ...gateway, SNICallback } as Issued, { endpoint: { ca, serverName: "gateway.corp.example" } });
    expect(asked).toEqual(["gateway.corp.example"]);
  });
});

describe("a pinned fingerprint", () => {
  const selfSigned = newAuthority();

  test("lets that certificate in, whoever issued it, for whomever, and whenever", async () => {
    const { said, bound } = await talk(selfSigned, { endpoint: { ca: [], fingerprint: pinOf(selfSigned) } });
    expect(said).toBe("[hello]");
    expect(bound).toEqual([ntlmChannelBinding(tlsServerEndPoint(new X509Certificate(selfSigned.cert).raw))]);
    const old = issue(authority, { dns: "pc-001.corp.example", years: [2018, 2019] });
    expect((await talk(old, { endpoint: { ca: [], fingerprint: pinOf(old) } })).said).toBe("[hello]");
  });

  test("lets no other in, however well it is vouched for: INV430 names what was shown", async () => {
    const own = issue(authority, { dns: "pc-001.corp.example" });
    const endpoint = { ca: [authority.cert], fingerprint: pinOf(gateway) };
    expect(await faultOf(talk(own, { endpoint }))).toMatchObject({
      code: "INV430",
      state: "failed",
      delivered: "no",
      retryable: false,
      message: `pc-001.corp.example shows another certificate than the pinned one: sha256:${written(own)}.`,
    });
  });

  test("differs in its last digit as well", async () => {
    const pin = pinOf(gateway);
    const fingerprint = `${pin.slice(0, -1)}${pin.endsWith("0") ? "1" : "0"}`;
    expect((await faultOf(talk(gateway, { endpoint: { ca: [authority.cert], fingerprint } }))).code).toBe("INV430");
  });
});

describe("a fingerprint as it is written", () => {
  const digits = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  const colons = (digits.toUpperCase().match(/../g) ?? []).join(":");

  test.each([digits, digits.toUpperCase(), `sha256:${digits}`, `SHA256:${colons}`, colons, `sha-256:${colons}`])(
    "%s is read",
    (text) => {
      expect(parseFingerprint(text)).toBe(digits);
    },
  );

  test.each([
    "",
    digits.slice(1),
    `${digits}0`,
    `sha1:${digits}`,
    colons.replace(":", ""),
    `${colons}:`,
    ` ${digits}`,
    `${digits}\n`,
    "5600a015ca5e8a26f638b74e819ae92096da5c8c",
  ])("%j is none", (text) => {
    expect(parseFingerprint(text)).toBeNull();
  });

  test("is shown so that it can be written", () => {
    expect(formatFingerprint(digits)).toBe(`sha256:${colons}`);
    expect(parseFingerprint(formatFingerprint(digits))).toBe(digits);
  });
});
