import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AvId, avText } from "../../src/net/auth/av-pairs.ts";
import { encodeSealedBody, SEALED_CONTENT_TYPE } from "../../src/net/auth/multipart.ts";
import { decodeChallenge } from "../../src/net/auth/ntlm-challenge.ts";
import { decodeSpnego, encodeNegTokenInit, encodeNegTokenResp, NegState, NTLM_OID } from "../../src/net/auth/spnego.ts";
import { type Fleet, type FleetOptions, startFleet } from "../../src/sim/fleet.ts";
import { Caller, type HttpAnswer, readRow, SOAP, tokenOf } from "./caller.ts";

const FAIR: FleetOptions = { clients: 3, port: 0, seed: 7, weather: "fair", tls: false, allowUnencrypted: false };

function bare(answer: HttpAnswer) {
  const names = answer.raw.filter((_, index) => index % 2 === 0).filter((name) => name !== "Date");
  const { connection, server, "content-length": length, "www-authenticate": schemes } = answer.headers;
  return { status: answer.status, reason: answer.reason, names: names.sort(), connection, server, length, schemes };
}

/** Recorded of Windows: no reason, nothing in it, the connection ends. */
const REFUSED = {
  status: 401,
  reason: "",
  names: ["Connection", "Content-Length", "Server", "WWW-Authenticate"],
  connection: "close",
  server: "Microsoft-HTTPAPI/2.0",
  length: "0",
  schemes: "Negotiate",
};

describe("logging on over plain HTTP", () => {
  let fleet: Fleet;
  let caller: Caller;
  beforeAll(async () => {
    fleet = await startFleet(FAIR);
  });
  afterAll(() => fleet.close());

  async function withCaller(work: (caller: Caller) => Promise<void>, name?: string): Promise<void> {
    caller = new Caller(fleet, name);
    try {
      await work(caller);
    } finally {
      caller.close();
    }
  }

  it("a request without credentials gets a bare 401 that ends the connection", () =>
    withCaller(async () => {
      expect(bare(await caller.post({ "Content-Type": SOAP }, readRow()))).toEqual(REFUSED);
    }));

  it("the challenge keeps the connection and names the computer, its domain and the time", () =>
    withCaller(async () => {
      const { answer, message } = await caller.challenge();
      expect(answer.status).toBe(401);
      expect(answer.headers.connection).toBeUndefined();
      expect(message.targetInfo.map(({ id }) => id)).toEqual([2, 1, 4, 3, 7]);
      expect(avText(message.targetInfo, AvId.computerName)).toBe("SIM-0002");
      expect(avText(message.targetInfo, AvId.dnsComputerName)).toBe("sim-0002.fleet.example");
      expect(avText(message.targetInfo, AvId.domainName)).toBe("FLEET");
      const other = decodeChallenge((await caller.challenge()).token);
      expect(other.serverChallenge.equals(message.serverChallenge)).toBe(false);
      expect(fleet.truth().clients[1]?.counts).toEqual({ connection: 1, request: 2 });
    }, "sim-0002.fleet.example"));

  it("lets in by three requests and answers sealed messages after that", () =>
    withCaller(async () => {
      const entered = await caller.logOn();
      expect([entered.status, entered.body.length]).toEqual([200, 0]);
      const first = await caller.sealed(readRow());
      const second = await caller.sealed(readRow());
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(second.text).toContain(
        "<p:InventoryActionID>{00000000-0000-0000-0000-000000000001}</p:InventoryActionID>",
      );
    }));

  it("lets in by two requests, the proof and the first sealed message together", () =>
    withCaller(async () => {
      const { token } = await caller.challenge();
      const proof = caller.prove(token);
      caller.sealing = proof.sealing;
      const answer = await caller.sealed(readRow(), { Authorization: `Negotiate ${proof.token.toString("base64")}` });
      expect(answer.status).toBe(200);
    }));

  it.each([
    ["a wrong password", { password: "not the password" }],
    ["a broken MIC", { breakMic: true }],
  ])("refuses %s with the bare 401", (_, how) =>
    withCaller(async () => {
      const { token } = await caller.challenge();
      const proof = caller.prove(token, how);
      const answer = await caller.post({ Authorization: `Negotiate ${proof.token.toString("base64")}` });
      expect(bare(answer)).toEqual(REFUSED);
    }),
  );

  it("refuses a plain message of a proven caller exactly like a wrong password, and does not carry it out", () =>
    withCaller(async () => {
      const { token } = await caller.challenge();
      const proof = caller.prove(token);
      const headers = { Authorization: `Negotiate ${proof.token.toString("base64")}`, "Content-Type": SOAP };
      expect(bare(await caller.post(headers, readRow()))).toEqual(REFUSED);
      const deeds = fleet.truth().clients[2]?.deeds.map(({ deed }) => deed);
      expect(deeds).toEqual(["connection", "request", "request", "refused"]);
    }, "sim-0003.fleet.example"));

  it("does not offer Basic", () =>
    withCaller(async () => {
      const pair = Buffer.from(`${fleet.username}:${fleet.password}`).toString("base64");
      expect(bare(await caller.post({ Authorization: `Basic ${pair}` }))).toEqual(REFUSED);
    }));

  it("gives a message up whose seal is broken", () =>
    withCaller(async () => {
      await caller.logOn();
      const sealed = caller.sealing?.seal(Buffer.from(readRow())) as { signature: Buffer; data: Buffer };
      sealed.data[20] = (sealed.data[20] as number) ^ 1;
      const body = encodeSealedBody({ contentType: SOAP, ...sealed });
      const answer = await caller.post({ "Content-Type": SEALED_CONTENT_TYPE }, body);
      expect([answer.status, answer.headers.connection, answer.body.length]).toEqual([400, "close", 0]);
    }));

  it("answers raw tokens raw and wrapped ones wrapped, and signs the list of mechanisms", () =>
    withCaller(async () => {
      const init = encodeNegTokenInit({ mechTypes: [NTLM_OID], mechToken: caller.negotiate });
      const first = decodeSpnego(tokenOf(await caller.post({ Authorization: `Negotiate ${init.toString("base64")}` })));
      if (first.kind !== "resp") throw new Error("the answer is no NegTokenResp");
      expect(first.resp).toMatchObject({ negState: NegState.acceptIncomplete, supportedMech: NTLM_OID });
      const { token, sealing } = caller.prove(first.resp.responseToken as Buffer);
      const list = decodeSpnego(init);
      if (list.kind !== "init") throw new Error("the first token is no NegTokenInit");
      const mechListMic = sealing.signMechList(list.init.mechTypeList);
      const last = encodeNegTokenResp({ negState: null, supportedMech: null, responseToken: token, mechListMic });
      const entered = await caller.post({ Authorization: `Negotiate ${last.toString("base64")}` });
      expect(entered.status).toBe(200);
      const done = decodeSpnego(tokenOf(entered));
      if (done.kind !== "resp") throw new Error("the answer is no NegTokenResp");
      expect(done.resp.negState).toBe(NegState.acceptCompleted);
      expect(sealing.verifyMechList(list.init.mechTypeList, done.resp.mechListMic as Buffer)).toBe(true);
      caller.sealing = sealing;
      expect((await caller.sealed(readRow())).status).toBe(200);
    }));

  it("tells a stranger who it is when asked as one, and nothing else", () =>
    withCaller(async () => {
      const body = (inside: string) =>
        `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/><s:Body>${inside}</s:Body></s:Envelope>`;
      const headers = { "Content-Type": SOAP, WSMANIDENTIFY: "unauthenticated" };
      const identify = '<i:Identify xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"/>';
      const answer = await caller.post(headers, body(identify));
      expect(answer.status).toBe(200);
      expect(answer.body.toString()).toContain("OS: 0.0.0 SP: 0.0 Stack: 3.0");
      expect((await caller.post(headers, readRow())).status).toBe(401);
    }));

  it("knows no other path than /wsman", () =>
    withCaller(async () => {
      expect((await caller.post({}, "", "/elsewhere")).status).toBe(404);
    }));

  it("takes no message larger than its envelope", () =>
    withCaller(async () => {
      expect((await caller.post({ "Content-Type": SOAP }, Buffer.alloc(520_000))).status).toBe(413);
    }));

  it("tells the clients at one port apart by Host; an unknown one means the first", () =>
    withCaller(async () => {
      const { message } = await caller.challenge();
      expect(avText(message.targetInfo, AvId.computerName)).toBe("SIM-0001");
    }, "no-such.fleet.example"));
});

describe("logging on over TLS", () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet({ ...FAIR, tls: true });
  });
  afterAll(() => fleet.close());

  it("takes Basic, in the certificate's own name", async () => {
    const caller = new Caller(fleet, "sim-0002.fleet.example");
    const pair = Buffer.from(`${fleet.username}:${fleet.password}`).toString("base64");
    const answer = await caller.post({ Authorization: `Basic ${pair}`, "Content-Type": SOAP }, readRow());
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, SOAP]);
    const wrong = await caller.post({ Authorization: `Basic ${Buffer.from("operator:x").toString("base64")}` });
    expect([wrong.status, wrong.headers["www-authenticate"]]).toEqual([401, 'Negotiate, Basic realm="WSMAN"']);
    caller.close();
  });

  it("takes NTLM bound to the certificate, and plain messages then", async () => {
    const caller = new Caller(fleet);
    expect((await caller.logOn()).status).toBe(200);
    expect(caller.certificate).not.toBeNull();
    expect((await caller.post({ "Content-Type": SOAP }, readRow())).status).toBe(200);
    caller.close();
  });

  it("refuses NTLM that is bound to another certificate", async () => {
    const caller = new Caller(fleet);
    const { token } = await caller.challenge();
    const proof = caller.prove(token, { binding: Buffer.alloc(16, 1) });
    const answer = await caller.post({ Authorization: `Negotiate ${proof.token.toString("base64")}` });
    expect(answer.status).toBe(401);
    caller.close();
  });
});

describe("a fleet that takes plain messages", () => {
  it("serves them after a logon, and offers Basic", async () => {
    const fleet = await startFleet({ ...FAIR, allowUnencrypted: true });
    const caller = new Caller(fleet);
    await caller.logOn();
    expect((await caller.post({ "Content-Type": SOAP }, readRow())).status).toBe(200);
    const stranger = new Caller(fleet);
    expect((await stranger.post({})).headers["www-authenticate"]).toBe('Negotiate, Basic realm="WSMAN"');
    caller.close();
    stranger.close();
    await fleet.close();
  });
});
