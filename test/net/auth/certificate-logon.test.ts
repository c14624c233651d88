import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/base/fault.ts";
import type { LogonGate } from "../../../src/base/logon-gate.ts";
import { faultOf, openGate, say, transportTo } from "../caller-side.ts";
import { issue, newAuthority } from "../certificates.ts";
import { type Caller, type RawRequest, type Script, scriptedHost } from "../scripted-host.ts";
import { SOAP } from "../windows-side.ts";
import { clientCredential } from "./client-certificate.ts";

const MUTUAL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";
const authority = newAuthority();
const server = issue(authority, { dns: "pc-001.corp.example" });
const issued = issue(authority, { dns: "client.corp.example" });
/** Asks for a certificate, and leaves it to the script what to think of it, as HTTP.sys leaves it to WinRM. */
const asking = { ...server, requestCert: true, rejectUnauthorized: false, ca: [authority.cert] };

interface Seen extends RawRequest {
  readonly certificate: string | undefined;
  readonly protocol: string | null;
  readonly resumed: boolean;
}

function echo(seen: Seen[]): Script {
  return async (caller) => {
    const socket = caller.socket as TLSSocket;
    for (let request = await caller.next(); request !== null; request = await caller.next()) {
      const certificate = socket.getPeerX509Certificate()?.fingerprint256;
      seen.push({ ...request, certificate, protocol: socket.getProtocol(), resumed: socket.isSessionReused() });
      caller.send({ status: 200, headers: [`Content-Type: ${SOAP}`], body: `[${request.body}]` });
    }
  };
}

function refusing(status: number): Script {
  return async (caller: Caller) =>
    void ((await caller.next()) && caller.send({ status, headers: ["Connection: close"] }));
}

function certificateTo(port: number, change: Parameters<typeof transportTo>[1] = {}) {
  const endpoint = { tls: true, ca: [authority.cert], ...change?.endpoint };
  return transportTo(port, { auth: "certificate", credential: clientCredential(issued), ...change, endpoint });
}

describe("a logon by certificate", () => {
  test("shows it in a handshake of TLS 1.2 and names the profile with each request", async () => {
    const seen: Seen[] = [];
    const gate = openGate("alone");
    const host = await scriptedHost([echo(seen)], asking);
    const transport = certificateTo(host.port, { gate });
    for (const text of ["one", "two"]) expect((await say(transport, text)).body.toString()).toBe(`[${text}]`);
    expect(seen.map(({ headers }) => headers.get("authorization"))).toEqual([MUTUAL, MUTUAL]);
    const shown = new X509Certificate(issued.cert).fingerprint256;
    expect(seen.map(({ certificate, protocol }) => [certificate, protocol])).toEqual([
      [shown, "TLSv1.2"],
      [shown, "TLSv1.2"],
    ]);
    expect([transport.requests, host.connections]).toEqual([2, 1]);
    expect(gate.told).toEqual(["alone accepted"]);
    transport.close();
  });

  test("resumes no session: each connection shows the certificate anew", async () => {
    const seen: Seen[] = [];
    const gate = openGate("alone", "proven");
    const host = await scriptedHost([echo(seen)], asking);
    const transport = certificateTo(host.port, { gate });
    await say(transport, "one");
    transport.rest();
    await say(transport, "two");
    expect(seen.map(({ resumed }) => resumed)).toEqual([false, false]);
    expect(host.connections).toBe(2);
    expect(gate.told).toEqual(["alone accepted", "proven accepted"]);
    transport.close();
  });

  test.each([401, 403])("that is answered with %i is INV429, a refusal of the credential", async (status) => {
    const gate = openGate("alone");
    const host = await scriptedHost([refusing(status)], asking);
    const fault = await faultOf(say(certificateTo(host.port, { gate }), "x"));
    expect(fault).toMatchObject({
      code: "INV429",
      delivered: "no",
      message: `pc-001.corp.example refused the client certificate (HTTP ${status}).`,
    });
    expect(gate.told).toEqual(["alone refused"]);
    await expect.poll(() => host.open, { timeout: 20_000 }).toBe(0);
  });

  test("that nobody asked for is INV428, naming what is offered, and no refusal of the credential", async () => {
    const gate = openGate("alone");
    const answer = { status: 401, headers: ["WWW-Authenticate: Negotiate", "WWW-Authenticate: Kerberos"] };
    const host = await scriptedHost([async (caller) => void ((await caller.next()) && caller.send(answer))], server);
    expect(await faultOf(say(certificateTo(host.port, { gate }), "x"))).toMatchObject({
      code: "INV428",
      delivered: "no",
      message: "pc-001.corp.example does not ask for a client certificate; it offers Negotiate and Kerberos.",
    });
    expect(gate.told).toEqual(["alone unknown"]);
  });

  test("that is busy or not WinRM at all is handed up as it is, and proves nothing", async () => {
    const gate = openGate("alone");
    const host = await scriptedHost([refusing(503)], asking);
    expect(await faultOf(say(certificateTo(host.port, { gate }), "x"))).toMatchObject({ code: "INV422" });
    expect(gate.told).toEqual(["alone unknown"]);
  });

  test("with a certificate that has run out is INV431, and nothing is dialled", async () => {
    const years = [2018, 2019] as const;
    const credential = clientCredential(issue(authority, { dns: "client.corp.example", years }));
    const gate = openGate("alone");
    const host = await scriptedHost([() => {}], asking);
    const fault = await faultOf(say(certificateTo(host.port, { gate, credential }), "x"));
    expect(fault).toMatchObject({ code: "INV431", delivered: "no" });
    expect([host.connections, gate.told]).toEqual([0, []]);
  });

  test("makes no handshake before the gate lets it in", async () => {
    let handshakes = 0;
    const host = await scriptedHost([() => void handshakes++], asking);
    const closed: LogonGate = { enter: () => Promise.reject(new Fault("INV903", "Not logged on: it was refused.")) };
    expect(await faultOf(say(certificateTo(host.port, { gate: closed }), "x"))).toMatchObject({ code: "INV903" });
    await expect.poll(() => [host.connections <= 1, host.open], { timeout: 20_000 }).toEqual([true, 0]);
    expect(handshakes).toBe(0);
  });

  test("connects anew where the host gave the connection up while the gate was closed", async () => {
    const seen: Seen[] = [];
    const host = await scriptedHost([echo(seen)], { ...asking, handshakeTimeout: 50 });
    const opened = Promise.withResolvers<void>();
    const open = openGate("alone");
    const gate: LogonGate = {
      enter: async (...whom) => {
        await opened.promise;
        return open.enter(...whom);
      },
    };
    const transport = certificateTo(host.port, { gate });
    const answer = say(transport, "late");
    await expect.poll(() => [host.connections, host.open].join(), { timeout: 20_000 }).not.toBe("0,1");
    await expect.poll(() => host.open, { timeout: 20_000 }).toBe(0);
    opened.resolve();
    expect((await answer).body.toString()).toBe("[late]");
    expect(open.told).toEqual(["alone accepted"]);
    transport.close();
  });

  test("with a host that is silent in the handshake is INV427, so that nobody waits long behind it", async () => {
    const gate = openGate("alone");
    const host = await scriptedHost([() => {}]);
    const fault = await faultOf(say(certificateTo(host.port, { gate, connectTimeoutMs: 200 }), "x"));
    expect(fault).toMatchObject({ code: "INV427", delivered: "no" });
    expect(gate.told).toEqual(["alone unknown"]);
  });

  test("with a host that speaks TLS 1.3 alone is INV414, which says why", async () => {
    const host = await scriptedHost([() => {}], { ...asking, minVersion: "TLSv1.3" });
    const fault = await faultOf(say(certificateTo(host.port), "x"));
    expect(fault.code).toBe("INV414");
    expect(fault.message).toContain("TLS 1.2 is spoken, and nothing newer");
  });
});
