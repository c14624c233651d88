import { describe, expect, test } from "vitest";
import { AvId, textPair } from "../../src/net/auth/av-pairs.ts";
import { verifyAuthenticate } from "../../src/net/auth/ntlm-verify.ts";
import { decodeSpnego, encodeNegTokenResp, NTLM_OID } from "../../src/net/auth/spnego.ts";
import { credential, faultOf, openGate, say, transportTo } from "./caller-side.ts";
import { type Caller, type RawRequest, type Script, type ScriptedAnswer, scriptedHost } from "./scripted-host.ts";
import {
  bare401,
  challengeBytes,
  continueWith,
  GRANTED,
  greet,
  PASSWORD,
  sealed,
  tokenOf,
  willing,
} from "./windows-side.ts";

/** A host that answers the first message so, and what it gets afterwards. */
async function firstAnswered(answer: string | Buffer | ScriptedAnswer) {
  const later: (RawRequest | null)[] = [];
  const gate = openGate("proven");
  const host = await scriptedHost([
    async (caller) => {
      await caller.next();
      caller.send(answer);
      later.push(await caller.next());
    },
  ]);
  const transport = transportTo(host.port, { gate });
  const fault = await faultOf(say(transport, "a message"));
  while (later.length === 0) await new Promise((resolve) => setImmediate(resolve));
  return { fault, later, gate, transport };
}

/** A host that accepts the logon and answers the message so. */
async function messageAnswered(script: (caller: Caller, greeted: Awaited<ReturnType<typeof greet>>) => void) {
  const host = await scriptedHost([async (caller) => script(caller, await greet(caller))]);
  const gate = openGate("proven");
  const fault = await faultOf(say(transportTo(host.port, { gate }), "a message"));
  return { fault, gate };
}

describe("before the proof is sent", () => {
  test("a host that gives another name is INV410, and gets neither proof nor message", async () => {
    const targetInfo = [textPair(AvId.computerName, "PC-117"), textPair(AvId.dnsComputerName, "pc-117.corp.example")];
    const { fault, later, gate, transport } = await firstAnswered(continueWith(challengeBytes({ targetInfo })));
    expect(fault).toMatchObject({
      code: "INV410",
      delivered: "no",
      message: "pc-117.corp.example answers at the address of pc-001.corp.example.",
    });
    expect(later).toEqual([null]);
    expect(gate.told).toEqual(["proven unknown"]);
    expect(transport.connected).toBe(false);
  });

  test.each([
    ["sign", 0x10],
    ["seal", 0x20],
    ["128-bit keys", 0x2000_0000],
    ["key exchange", 0x4000_0000],
  ])("a host that does not grant %s is INV505, and gets neither", async (_what, flag) => {
    const { fault, later, gate } = await firstAnswered(continueWith(challengeBytes({ flags: GRANTED - flag })));
    expect(fault).toMatchObject({ code: "INV505", delivered: "no" });
    expect(later).toEqual([null]);
    expect(gate.told).toEqual(["proven unknown"]);
  });

  test.each([
    ["no Negotiate", ["WWW-Authenticate: Kerberos", 'WWW-Authenticate: Basic realm="WSMAN"'], "INV502"],
    ["no scheme at all", [], "INV502"],
    ["Negotiate without going on", ["WWW-Authenticate: Negotiate"], "INV511"],
    ["Negotiate that rejects NTLM", [`WWW-Authenticate: Negotiate ${reject().toString("base64")}`], "INV511"],
    ["a token that is none", ["WWW-Authenticate: Negotiate AAAA"], "INV508"],
    [
      "a token cut short",
      [`WWW-Authenticate: Negotiate ${challengeBytes().subarray(0, 60).toString("base64")}`],
      "INV508",
    ],
  ])("%s is %s", async (_what, headers, code) => {
    const { fault, gate } = await firstAnswered({ status: 401, headers });
    expect(fault).toMatchObject({ code, delivered: "no", state: "failed" });
    expect(gate.told).toEqual(["proven unknown"]);
  });

  test("what a host offers instead of Negotiate is named", async () => {
    const { fault } = await firstAnswered({ status: 401, headers: ["WWW-Authenticate: Kerberos, CredSSP"] });
    expect(fault.message).toBe("pc-001.corp.example does not offer Negotiate; it offers Kerberos and CredSSP.");
  });

  test.each([
    [200, "INV420"],
    [302, "INV424"],
    [400, "INV425"],
    [403, "INV426"],
    [404, "INV420"],
    [413, "INV421"],
    [429, "INV422"],
    [500, "INV423"],
    [503, "INV422"],
  ])("HTTP %i is %s, and the message is not delivered", async (status, code) => {
    const page = { status, headers: ["Content-Type: text/html"], body: "<html>No.</html>" };
    const { fault } = await firstAnswered(page);
    expect(fault).toMatchObject({ code, delivered: "no", detail: { status } });
  });

  test.each([
    ["what is no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "INV409"],
    ["a compressed answer", { status: 401, headers: ["Content-Encoding: gzip"] }, "INV409"],
    ["headers without end", `HTTP/1.1 401 \r\nX: ${"x".repeat(64_000)}`, "INV408"],
    ["a body of five megabytes", { status: 401, body: Buffer.alloc(5 * 1024 * 1024) }, "INV408"],
    ["two lengths", "HTTP/1.1 401 \r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", "INV409"],
  ])("%s is refused", async (_what, answer, code) => {
    expect((await firstAnswered(answer)).fault).toMatchObject({ code, delivered: "no", state: "failed" });
  });
});

describe("the answer to a sealed message", () => {
  test.each([
    ["a plain SOAP message", { status: 200, headers: ["Content-Type: application/soap+xml"], body: "<x/>" }],
    ["a plain fault", { status: 500, headers: ["Content-Type: application/soap+xml"], body: "<x/>" }],
    ["a plain page", { status: 200, headers: ["Content-Type: text/html"], body: "<x/>" }],
    ["nothing", { status: 200 }],
  ])("that is %s is INV507 and may have been acted upon", async (_what, answer) => {
    const { fault } = await messageAnswered((caller) => caller.send(answer));
    expect(fault).toMatchObject({ code: "INV507", delivered: "maybe", state: "failed" });
  });

  test.each([
    [400, "INV425"],
    [404, "INV420"],
    [413, "INV421"],
    [500, "INV423"],
    [503, "INV422"],
  ])("that is an empty HTTP %i is %s", async (status, code) => {
    const { fault, gate } = await messageAnswered((caller) => caller.send({ status }));
    expect(fault).toMatchObject({ code, delivered: "maybe" });
    expect(gate.told).toEqual([status === 500 ? "proven accepted" : "proven unknown"]);
  });

  test("with a broken seal is INV506", async () => {
    const { fault } = await messageAnswered((caller, { sealing }) => {
      const answer = sealed("an answer", sealing);
      const body = Buffer.from(answer.body as Buffer);
      const last = body.length - "--Encrypted Boundary--\r\n".length - 1;
      body[last] = (body[last] as number) ^ 1;
      caller.send({ ...answer, body });
    });
    expect(fault).toMatchObject({ code: "INV506", delivered: "maybe" });
  });

  test("whose parts are missing is INV509", async () => {
    const { fault } = await messageAnswered((caller, { sealing }) =>
      caller.send({ ...sealed("an answer", sealing), body: "--Encrypted Boundary\r\n" }),
    );
    expect(fault).toMatchObject({ code: "INV509", delivered: "maybe" });
  });
});

describe("a host that wraps its tokens in SPNEGO", () => {
  test("is answered in the same way", async () => {
    const wrapped: Script = async (caller) => {
      const negotiate = tokenOf(await caller.next());
      const challenge = challengeBytes();
      const resp = { negState: 1, supportedMech: NTLM_OID, responseToken: challenge, mechListMic: null };
      caller.send(continueWith(encodeNegTokenResp(resp)));
      const answer = decodeSpnego(tokenOf(await caller.next()));
      const authenticate = (answer.kind === "resp" && answer.resp.responseToken) || Buffer.alloc(0);
      const logon = verifyAuthenticate({ negotiate, challenge, authenticate, passwordOf: () => PASSWORD });
      caller.send({ status: logon === null ? 401 : 404 });
    };
    const host = await scriptedHost([wrapped]);
    const gate = openGate("alone");
    expect(await faultOf(say(transportTo(host.port, { gate }), "x"))).toMatchObject({ code: "INV420" });
  });
});

describe("a credential", () => {
  test("that is wrong in the short form is tried once more, not twice", async () => {
    const gate = openGate("proven", "proven");
    const host = await scriptedHost([willing]);
    const transport = transportTo(host.port, { gate, credential: credential("wrong-canary") });
    const fault = await faultOf(say(transport, "x", { repeatable: true }));
    expect(fault).toMatchObject({ code: "INV501" });
    expect(gate.told).toEqual(["proven refused", "proven refused"]);
    expect([transport.requests, host.connections]).toEqual([4, 2]);
    expect(JSON.stringify([fault, fault.message, fault.toRecord(), fault.stack])).not.toContain("wrong-canary");
  });

  test("whose logon fails for another reason is not called refused", async () => {
    const gate = openGate("alone");
    const host = await scriptedHost([
      async (caller) => {
        await greet(caller);
        caller.socket.destroy();
      },
    ]);
    expect(await faultOf(say(transportTo(host.port, { gate }), "x"))).toMatchObject({
      code: "INV406",
      delivered: "no",
    });
    expect(gate.told).toEqual(["alone unknown"]);
  });

  test("that the host takes back after a logon in the long form is INV510", async () => {
    const host = await scriptedHost([
      async (caller) => {
        await greet(caller);
        caller.send({ status: 200 });
        await caller.next();
        caller.send(bare401);
      },
    ]);
    expect(await faultOf(say(transportTo(host.port), "x"))).toMatchObject({ code: "INV510", delivered: "no" });
  });
});

function reject(): Buffer {
  return encodeNegTokenResp({ negState: 2, supportedMech: null, responseToken: null, mechListMic: null });
}
