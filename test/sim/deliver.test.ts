/** Each trouble of an answer as a caller sees it who reads bytes and knows no HTTP. RFC 9112 6.3 for lengths. */
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deliver } from "../../src/sim/deliver.ts";
import type { DoneTrouble } from "../../src/sim/trouble.ts";

const BODY = Buffer.from("<s:Envelope>".padEnd(300, "x"));

let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    const head = { status: 200 };
    const out = { head, contentType: "application/soap+xml", body: BODY, sealing: null };
    deliver(response, out, (request.headers.trouble as DoneTrouble | undefined) ?? null).catch(() =>
      response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Seen {
  readonly text: string;
  readonly ended: boolean;
}

/** What came until the end of the connection, or until nothing has come for a while, or three seconds are over. */
function ask(trouble: DoneTrouble | null): Promise<Seen> {
  return new Promise((resolve) => {
    const socket = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" });
    const chunks: Buffer[] = [];
    const done = (ended: boolean) => {
      socket.destroy();
      resolve({ text: Buffer.concat(chunks).toString("latin1"), ended });
    };
    socket.setTimeout(600, () => done(false));
    setTimeout(done, 3_000, false).unref();
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", () => {});
    socket.on("close", () => done(true));
    socket.write(`GET / HTTP/1.1\r\nHost: pc\r\n${trouble === null ? "" : `Trouble: ${trouble}\r\n`}\r\n`);
  });
}

function parts({ text }: Seen) {
  const [head = "", body = ""] = text.split(/\r\n\r\n(.*)/s);
  return { head, body, length: Number(/^content-length: (\d+)/im.exec(head)?.[1]) };
}

describe("an answer in trouble", () => {
  it("is whole without any", async () => {
    const { body, length } = parts(await ask(null));
    expect([body, length]).toEqual([BODY.toString(), 300]);
  });

  it.each<[DoneTrouble, boolean]>([
    ["cut", true],
    ["stalls", false],
  ])("%s: nothing of it comes", async (trouble, ended) => {
    expect(await ask(trouble)).toEqual({ text: "", ended });
  });

  it.each<[DoneTrouble, boolean]>([
    ["cut-in-head", true],
    ["stalls-in-head", false],
  ])("%s: its head breaks off", async (trouble, ended) => {
    const seen = await ask(trouble);
    expect(seen.text).toMatch(/^HTTP\/1\.1 200 \r\n/);
    expect(seen.text).not.toContain("\r\n\r\n");
    expect(seen.ended).toBe(ended);
  });

  it.each<[DoneTrouble, number, boolean]>([
    ["truncated", 150, true],
    ["stalls-before-body", 0, false],
    ["stalls-in-body", 150, false],
  ])("%s: of 300 bytes that are announced %i come", async (trouble, come, ended) => {
    const seen = await ask(trouble);
    const { body, length } = parts(seen);
    expect([length, body.length, seen.ended]).toEqual([300, come, ended]);
  });

  it("drips: four bytes a second come", async () => {
    const { body, length } = parts(await ask("drips"));
    expect(length).toBe(300);
    expect(body.length).toBeLessThan(30);
  });

  it("too-short: more comes than was announced", async () => {
    const { body, length } = parts(await ask("too-short"));
    expect([length, body.length]).toEqual([260, 300]);
  });

  it("twice: a second answer follows the first on its heels", async () => {
    const { text } = await ask("twice");
    expect(text.split("HTTP/1.1 200")).toHaveLength(3);
    expect(text.split(BODY.toString())).toHaveLength(3);
  });

  it("no-http: what comes is no status line", async () => {
    const { text } = await ask("no-http");
    expect(text.length).toBe(300);
    expect(text.startsWith("HTTP/")).toBe(false);
  });

  it("endless-head: a megabyte of headers, and no end of them", async () => {
    const { text } = await ask("endless-head");
    expect(text.length).toBeGreaterThan(900_000);
    expect(text).not.toContain("\r\n\r\n");
  });

  it("failing: HTTP 500 and not a word", async () => {
    const { head, length } = parts(await ask("failing"));
    expect(head).toMatch(/^HTTP\/1\.1 500 /);
    expect(length).toBe(0);
  });
});
