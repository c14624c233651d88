/**
 * Answers the floor's requests with as many octets as a simulated client answered, from the same HTTP server of Node's
 * that the fleet listens with. Its argument is the list of exchanges as JSON; it prints its port.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Exchange } from "./tape.ts";

/** What Node writes around the fill of a head. */
const HEAD =
  "HTTP/1.1 200 OK\r\nServer: \r\nContent-Length: 0000\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=120\r\n\r\n";
/** Callers that come at once are let in one after another. */
const BACKLOG = 4_096;
/** As the fleet's. */
const IDLE_MS = 120_000;

const exchanges = JSON.parse(process.argv[2] as string) as readonly Exchange[];
const answers = exchanges.map(({ answer: { head, body, status } }) => ({
  status,
  headers: { Server: "f".repeat(Math.max(1, head - HEAD.length)), "Content-Length": body },
  body: Buffer.alloc(body, "b"),
}));

const server = createServer((request, response) => {
  const { status, headers, body } = answers[Number(request.url?.slice(-2))] as (typeof answers)[number];
  request.resume().on("end", () => response.writeHead(status, headers).end(body));
});
server.keepAliveTimeout = IDLE_MS;
server.listen({ port: 0, host: "127.0.0.1", backlog: BACKLOG }, () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
