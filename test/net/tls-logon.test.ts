import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { AvId, avBytes } from "../../src/net/auth/av-pairs.ts";
import { ntlmChannelBinding, tlsServerEndPoint } from "../../src/net/auth/channel-binding.ts";
import { credential, faultOf, openGate, say, transportTo } from "./caller-side.ts";
import { issue, newAuthority } from "./certificates.ts";
import { type Caller, type RawRequest, scriptedHost } from "./scripted-host.ts";
import { bare401, greet, PASSWORD, SOAP } from "./windows-side.ts";

const authority = newAuthority();
const leaf = issue(authority, { dns: "pc-001.corp.example" });
const secured = { ca: [authority.cert], tls: true } as const;

function soap(body: string, status = 200) {
  return { status, headers: [`Content-Type: ${SOAP}`], body };
}

async function echoPlain(caller: Caller, seen: RawRequest[] = []): Promise<void> {
  for (let request = await caller.next(); request !== null; request = await caller.next()) {
    seen.push(request);
    caller.send(soap(`[${request.body}]`));
  }
}

describe("a logon over TLS", () => {
  test("binds the channel and seals nothing", async () => {
    const bound: (Buffer | null)[] = [];
    const host = await scriptedHost(
      [
        async (caller) => {
          const { third, logon } = await greet(caller);
          bound.push(avBytes(logon?.targetInfo ?? [], AvId.channelBindings));
          caller.send(soap(`[${third.body}]`));
          await echoPlain(caller);
        },
      ],
      leaf,
    );
    const transport = transportTo(host.port, { gate: openGate("proven"), endpoint: secured });
    expect((await say(transport, "first")).body.toString()).toBe("[first]");
    expect((await say(transport, "second")).body.toString()).toBe("[second]");
    expect(transport.requests).toBe(3);
    const { raw } = new X509Certificate(leaf.cert);
    expect(bound).toEqual([ntlmChannelBinding(tlsServerEndPoint(raw))]);
    transport.close();
  });

  test.each([
    [200, "INV420", "maybe"],
    [302, "INV424", "yes"],
    [429, "INV422", "yes"],
    [500, "INV423", "maybe"],
    [503, "INV422", "yes"],
    [504, "INV426", "maybe"],
  ])("hands faults up as they are; a bare %i is %s, its message delivered: %s", async (status, code, delivered) => {
    const host = await scriptedHost(
      [
        async (caller) => {
          await greet(caller);
          caller.send(soap("<fault/>", 500));
          await caller.next();
          caller.send({ status });
        },
      ],
      leaf,
    );
    const transport = transportTo(host.port, { gate: openGate("proven"), endpoint: secured });
    expect(await say(transport, "x")).toMatchObject({ status: 500, contentType: SOAP });
    expect(await faultOf(say(transport, "x"))).toMatchObject({ code, delivered });
  });
});

describe("Basic", () => {
  const basic = { auth: "basic", endpoint: secured } as const;

  test("sends its header with every request, in UTF-8, and the message with the first", async () => {
    const seen: RawRequest[] = [];
    const gate = openGate("alone");
    const host = await scriptedHost([(caller) => echoPlain(caller, seen)], leaf);
    const transport = transportTo(host.port, { ...basic, gate, credential: credential("Grüße:1", "local") });
    for (const text of ["one", "two"]) expect((await say(transport, text)).body.toString()).toBe(`[${text}]`);
    const expected = `Basic ${Buffer.from("local:Grüße:1").toString("base64")}`;
    expect(seen.map(({ headers }) => headers.get("authorization"))).toEqual([expected, expected]);
    expect([transport.requests, host.connections]).toEqual([2, 1]);
    expect(gate.told).toEqual(["alone accepted"]);
    transport.close();
  });

  test("refused is INV501", async () => {
    const gate = openGate("alone");
    const answer = { ...bare401, headers: ["WWW-Authenticate: Negotiate", 'WWW-Authenticate: Basic realm="WSMAN"'] };
    const host = await scriptedHost([async (caller) => void ((await caller.next()) && caller.send(answer))], leaf);
    const fault = await faultOf(say(transportTo(host.port, { ...basic, gate }), "x"));
    expect(fault).toMatchObject({ code: "INV501", delivered: "no" });
    expect(JSON.stringify(fault)).not.toContain(PASSWORD);
    expect(gate.told).toEqual(["alone refused"]);
  });

  test("not offered is INV503, naming what is, and is no refusal of the credential", async () => {
    const gate = openGate("alone");
    const host = await scriptedHost([async (caller) => void ((await caller.next()) && caller.send(bare401))], leaf);
    expect(await faultOf(say(transportTo(host.port, { ...basic, gate }), "x"))).toMatchObject({
      code: "INV503",
      message: "pc-001.corp.example does not offer Basic; it offers Negotiate.",
    });
    expect(gate.told).toEqual(["alone unknown"]);
  });

  test("over plain HTTP is INV504, and nothing is even dialled", async () => {
    const host = await scriptedHost([() => {}]);
    const transport = transportTo(host.port, { auth: "basic" });
    expect(await faultOf(say(transport, "x"))).toMatchObject({ code: "INV504", delivered: "no" });
    expect([host.connections, transport.requests]).toEqual([0, 0]);
  });
});

// RFC 5246 7.4.6: it is shown in a handshake, and plain HTTP has none.
test("a logon by certificate over plain HTTP is INV504, and nothing is even dialled", async () => {
  const host = await scriptedHost([() => {}]);
  const transport = transportTo(host.port, { auth: "certificate" });
  expect(await faultOf(say(transport, "x"))).toMatchObject({ code: "INV504", delivered: "no" });
  expect([host.connections, transport.requests]).toEqual([0, 0]);
});

describe("a certificate", () => {
  const other = newAuthority();
  const talk = async (certificate: { key: string; cert: string }, endpoint = {}) => {
    const host = await scriptedHost([() => {}], certificate);
    return faultOf(say(transportTo(host.port, { endpoint: { ...secured, ...endpoint } }), "x"));
  };

  test("from an authority that nobody trusts is INV411", async () => {
    expect(await talk(leaf, { ca: [other.cert] })).toMatchObject({ code: "INV411", state: "failed", delivered: "no" });
    expect(await talk(leaf, { ca: [] })).toMatchObject({ code: "INV411" });
  });

  test("outside its dates is INV412", async () => {
    const dns = "pc-001.corp.example";
    expect(await talk(issue(authority, { dns, years: [2018, 2019] }))).toMatchObject({ code: "INV412" });
    expect(await talk(issue(authority, { dns, years: [2118, 2119] }))).toMatchObject({ code: "INV412" });
  });

  test("for another name is INV413, whatever address was dialled", async () => {
    expect(await talk(issue(authority, { dns: "pc-002.corp.example" }))).toMatchObject({ code: "INV413" });
    expect(await talk(leaf, { name: "127.0.0.1" })).toMatchObject({ code: "INV413" });
  });
});

describe("TLS with a port that does not speak it", () => {
  const talk = async (answer: (caller: Caller) => void) => {
    const host = await scriptedHost([answer]);
    return faultOf(say(transportTo(host.port, { endpoint: secured }), "x"));
  };

  test("is INV415 where the port speaks HTTP", async () => {
    expect(await talk((caller) => caller.socket.once("data", () => caller.send({ status: 400 })))).toMatchObject({
      code: "INV415",
      message: "pc-001.corp.example speaks plain HTTP where TLS was expected.",
    });
  });

  test("is INV414 where the port closes, and may pass: so does a computer that is restarting", async () => {
    expect(await talk((caller) => caller.socket.once("data", () => caller.socket.end()))).toMatchObject({
      code: "INV414",
      retryable: true,
    });
  });
});

test("plain HTTP with a port that answers it with a TLS alert (RFC 8446 6) is INV416", async () => {
  const alert = Buffer.from("15030100020246", "hex");
  const host = await scriptedHost([async (caller) => void ((await caller.next()) && caller.send(alert))]);
  expect(await faultOf(say(transportTo(host.port), "x"))).toMatchObject({ code: "INV416", delivered: "no" });
});

test("plain HTTP with a port that wants TLS and hangs up is INV406, whose remedy names it", async () => {
  const host = await scriptedHost([() => {}], leaf);
  const fault = await faultOf(say(transportTo(host.port), "x"));
  expect(fault).toMatchObject({ code: "INV406", delivered: "no" });
  expect(fault.hint).toContain("wants TLS");
});
