/**
 * Answers the floor's requests with as many octets as a simulated client answered, from the same HTTP server of Node's
 * that the fleet listens with, and computes as long over each as the fleet did. Its argument is a FloorService as
 * JSON; it prints its port.
 */
import { createServer, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Exchange } from "./tape.ts";

/** What is answered, and how fast. */
export interface FloorService {
  /** Of one client, in order. */
  readonly exchanges: readonly Exchange[];
  /** CPU, user and system, that each answer takes; 0 for no more than it needs. */
  readonly cpuMsAnAnswer: number;
}

/** Callers that come at once are let in one after another. */
const BACKLOG = 4_096;
/** As the fleet's. */
const IDLE_MS = 120_000;

const { exchanges, cpuMsAnAnswer } = JSON.parse(process.argv[2] as string) as FloorService;
const answers = exchanges.map(({ answer: { head, body, status } }) => {
  const date = "Thu, 01 Jan 1970 00:00:00 GMT";
  // What Node writes around the fill of a head.
  const frame = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nServer: \r\nContent-Length: ${body}\r\nDate: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${IDLE_MS / 1_000}\r\n\r\n`;
  const headers = { Server: "f".repeat(Math.max(1, head - frame.length)), "Content-Length": body };
  return { status, headers, body: Buffer.alloc(body, "b") };
});

let answered = 0;
let beganMs = 0;
const server = createServer((request, response) => {
  const { status, headers, body } = answers[Number(request.url?.split("?")[1])] as (typeof answers)[number];
  request.resume().on("end", () => {
    if (answered++ === 0) beganMs = cpuMs();
    // Over all answers so far, so that what this server itself needs for them is counted in.
    while (cpuMs() - beganMs < (answered - 1) * cpuMsAnAnswer);
    response.writeHead(status, headers).end(body);
  });
});
server.keepAliveTimeout = IDLE_MS;
server.listen({ port: 0, host: "127.0.0.1", backlog: BACKLOG }, () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
});

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
