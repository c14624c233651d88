import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { opensslServer, PYTHON, pythonSsl } from "../../strangers/presence.ts";
import { faultOf, openGate, say, transportTo } from "../caller-side.ts";
import { type Issued, issue, newAuthority } from "../certificates.ts";
import { clientCredential } from "./client-certificate.ts";

const MUTUAL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";
const authority = newAuthority();
const stranger = newAuthority();
const issued = issue(authority, { dns: "client.corp.example" });
const PATIENCE = { timeout: 30_000 } as const;

let folder: string;
const files = () => ({ cert: join(folder, "cert.pem"), key: join(folder, "key.pem"), ca: join(folder, "ca.pem") });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-certificates-"));
  const server = issue(authority, { dns: "pc-001.corp.example" });
  const { cert, key, ca } = files();
  await Promise.all([writeFile(cert, server.cert), writeFile(key, server.key), writeFile(ca, authority.cert)]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const running: ChildProcessWithoutNullStreams[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    const over = child.exitCode === null ? once(child, "exit") : null;
    child.kill("SIGKILL");
    await over;
  }
});

/** A program, and all that it has said so far on both streams. */
function start(program: string, args: readonly string[]) {
  const child = spawn(program, args);
  running.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (said += bytes));
  child.stdin.on("error", () => {});
  return {
    said: () => said,
    tell: (text: string) => void child.stdin.write(text),
    /** Waits for words of its, and gives what they hold. */
    word: async (form: RegExp) => {
      await expect.poll(() => said, PATIENCE).toMatch(form);
      return form.exec(said)?.[1] ?? "";
    },
  };
}

function talkTo(
  port: number,
  { client = issued, gate = openGate("alone") }: { client?: Issued; gate?: ReturnType<typeof openGate> } = {},
) {
  const endpoint = { tls: true, ca: [authority.cert] };
  return transportTo(port, {
    auth: "certificate",
    credential: clientCredential(client),
    gate,
    connectTimeoutMs: 30_000,
    endpoint,
  });
}

const openssl = opensslServer();
describe.skipIf(openssl.absent)(`a client certificate before ${openssl.name}`, () => {
  /** `openssl s_server` shows what it decrypts, and sends what it is told; `R` alone asks for a certificate by renegotiation. */
  const listen = async (...args: readonly string[]) => {
    const { cert, key, ca } = files();
    const server = start("openssl", [
      ...["s_server", "-accept", "127.0.0.1:0", "-cert", cert, "-key", key, "-CAfile", ca],
      ...["-verify_return_error", "-crlf", ...args],
    ]);
    return { ...server, port: Number(await server.word(/ACCEPT .*:(\d+)/)) };
  };
  const ANSWER = "HTTP/1.1 200 OK\nContent-Type: application/soap+xml\nContent-Length: 8\n\n<answer>";
  const timeoutMs = 60_000;

  it("is shown where it is asked for at once", async () => {
    const gate = openGate("alone");
    const server = await listen("-Verify", "1");
    const answer = say(talkTo(server.port, { gate }), "<question>", { timeoutMs });
    await server.word(/<question>/);
    expect(server.said()).toContain(`Authorization: ${MUTUAL}`);
    expect(server.said()).toMatch(/depth=0 CN = client\.corp\.example/);
    server.tell(ANSWER);
    expect((await answer).body.toString()).toBe("<answer>");
    expect(gate.told).toEqual(["alone accepted"]);
  });

  it("is shown where it is asked for once the request was read, by a second handshake", async () => {
    const gate = openGate("alone");
    const server = await listen("-no_resumption_on_reneg");
    const answer = say(talkTo(server.port, { gate }), "<question>", { timeoutMs });
    await server.word(/<question>/);
    expect(server.said()).not.toMatch(/depth=0/);
    server.tell("R\n");
    await server.word(/depth=0 CN = client\.corp\.example\s+verify return:1/);
    server.tell(ANSWER);
    expect((await answer).body.toString()).toBe("<answer>");
    expect(gate.told).toEqual(["alone accepted"]);
  });

  it("that is refused by an alert is INV429, in the first handshake and in the second", async () => {
    const client = issue(stranger, { dns: "client.corp.example" });
    const message = /^pc-001\.corp\.example refused the client certificate \([a-z ]+\)\.$/;
    for (const args of [["-Verify", "1"], ["-no_resumption_on_reneg"]]) {
      const gate = openGate("alone");
      const server = await listen(...args);
      const fault = faultOf(say(talkTo(server.port, { client, gate }), "<question>", { timeoutMs }));
      if (args.length === 1) {
        await server.word(/<question>/);
        server.tell("R\n");
      }
      expect(await fault).toMatchObject({ code: "INV429", delivered: "no", message: expect.stringMatching(message) });
      expect(gate.told).toEqual(["alone refused"]);
    }
  });

  it("is not taken for refused where nobody asked for it, and the host hangs up", async () => {
    const gate = openGate("alone");
    const server = await listen();
    const fault = faultOf(say(talkTo(server.port, { gate }), "<question>", { timeoutMs }));
    await server.word(/<question>/);
    server.tell("Q\n");
    expect(await fault).toMatchObject({ code: "INV406", delivered: "maybe" });
    expect(gate.told).toEqual(["alone unknown"]);
  });
});

const python = pythonSsl();
describe.skipIf(python.absent)(`a client certificate before ${python.name}`, () => {
  const listen = async () => {
    const { cert, key, ca } = files();
    const script = join(import.meta.dirname, "certificate-server.py");
    const server = start(PYTHON, [script, cert, key, ca]);
    return Number(await server.word(/^(\d+)\s/));
  };

  it("is shown over TLS 1.2, on each connection anew, with the profile in each request", async () => {
    const transport = talkTo(await listen(), { gate: openGate("alone", "proven") });
    const seen = `client.corp.example TLSv1.2 False ${MUTUAL}`;
    for (const text of ["one", "two"]) expect((await say(transport, text)).body.toString()).toBe(seen);
    transport.rest();
    expect((await say(transport, "three")).body.toString()).toBe(seen);
    transport.close();
  });

  it("of an authority that it does not trust is INV429", async () => {
    const client = issue(stranger, { dns: "client.corp.example" });
    const gate = openGate("alone");
    const fault = await faultOf(say(talkTo(await listen(), { client, gate }), "x"));
    expect(fault).toMatchObject({ code: "INV429", delivered: "no" });
    expect(gate.told).toEqual(["alone refused"]);
  });
});
