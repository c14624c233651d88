/**
 * The floor: what it costs Node's own HTTP client to exchange the same messages. A keep-alive agent a client, one
 * connection in it, as many clients talking at one time, the same rests, bodies made once. No XML, no logon, no
 * sealing, no names, no deadlines, no journal, nobody to look on. Its arguments are a FloorJob as JSON.
 */
import { Agent, request } from "node:http";
import type { Exchange } from "./tape.ts";

/** What is to be done. */
export interface FloorJob {
  readonly port: number;
  readonly clients: number;
  /** How many talk at one time. */
  readonly concurrency: number;
  /** Of one client, in order. */
  readonly exchanges: readonly Exchange[];
}

const { port, clients, concurrency, exchanges } = JSON.parse(process.argv[2] as string) as FloorJob;
const messages = exchanges.map(({ request: { head, body }, restMs }, index) => {
  const path = `/wsman?${index}`;
  // What Node writes around the fill of a head.
  const frame = `POST ${path} HTTP/1.1\r\nAuthorization: \r\nContent-Length: ${body}\r\nHost: 127.0.0.1:${port}\r\nConnection: keep-alive\r\n\r\n`;
  return { path, fill: "f".repeat(Math.max(1, head - frame.length)), body: Buffer.alloc(body, "b"), restMs };
});

let free = concurrency;
const returning: (() => void)[] = [];
let next = 0;
startMore();

function startMore(): void {
  while (free > 0 && (returning.length > 0 || next < clients)) {
    free--;
    const back = returning.shift();
    if (back !== undefined) back();
    else {
      next++;
      void talk();
    }
  }
}

function give(): void {
  free++;
  startMore();
}

async function talk(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (const message of messages) {
    if (message.restMs > 0) await rest(message.restMs);
    await exchange(agent, message);
  }
  agent.destroy();
  give();
}

async function rest(ms: number): Promise<void> {
  give();
  await new Promise((resolve) => setTimeout(resolve, ms));
  await new Promise<void>((resolve) => {
    returning.push(resolve);
    startMore();
  });
}

function exchange(agent: Agent, { path, fill, body }: (typeof messages)[number]): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: fill, "Content-Length": body.length };
    const sent = request({ agent, host: "127.0.0.1", port, method: "POST", path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve());
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
