import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Gate } from "../../src/sim/gate.ts";
import { clientOf } from "./asking.ts";

const AWAY_MS = 1_500;

let heard: string[];
let inner: Server;
let gate: Gate;
let port: number;
beforeEach(async () => {
  heard = [];
  inner = createServer((request, response) => {
    heard.push(request.url ?? "");
    response.end("here");
  });
  gate = new Gate(clientOf("storm-sleeps"), inner);
  port = await listen(0);
});
afterEach(() => {
  inner.closeAllConnections();
  gate.server.close();
});

async function listen(at: number): Promise<number> {
  gate.server.listen(at, "127.0.0.1");
  await once(gate.server, "listening");
  return (gate.server.address() as AddressInfo).port;
}

function leave(shape: "refused" | "resets" | "silent") {
  const relisten = () => listen(port).then(() => true);
  return gate.leave({ shape, afterMs: 0, lastsMs: AWAY_MS, relisten });
}

function dial(): Socket {
  return connect({ port, host: "127.0.0.1" }).on("error", () => {});
}

/** What becomes of a request: its answer, or how the connection ended. */
async function ask(socket: Socket, path = "/"): Promise<string> {
  socket.write(`GET ${path} HTTP/1.1\r\nHost: pc\r\n\r\n`);
  const answer = once(socket, "data").then(([bytes]) => String(bytes).split("\r\n\r\n")[1] as string);
  const failed = new Promise<string>((resolve) =>
    socket.on("error", (error) => resolve((error as { code?: string }).code ?? "")),
  );
  return Promise.race([answer, failed]);
}

describe("a client with a door of its own", () => {
  it("answers through it", async () => {
    expect(await ask(dial())).toBe("here");
  });

  it("is refused while it is away, and answers when it is back", async () => {
    const back = leave("refused");
    while (gate.server.listening) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(await ask(dial())).toBe("ECONNREFUSED");
    await back;
    expect(await ask(dial())).toBe("here");
  });

  it("resets who comes and who was there while it is away", async () => {
    const there = dial();
    expect(await ask(there)).toBe("here");
    const lost = new Promise((resolve) => there.once("close", resolve));
    const back = leave("resets");
    await lost;
    expect(await ask(dial())).toBe("ECONNRESET");
    await back;
    expect(await ask(dial())).toBe("here");
  });

  it("asleep reads nothing, and afterwards what was sent, even from those who have left", async () => {
    const there = dial();
    expect(await ask(there, "/before")).toBe("here");
    const back = leave("silent");
    await new Promise((resolve) => setTimeout(resolve, AWAY_MS / 6));
    there.end("POST /asleep HTTP/1.1\r\nHost: pc\r\nContent-Length: 0\r\n\r\n");
    there.destroySoon();
    await new Promise((resolve) => setTimeout(resolve, AWAY_MS / 6));
    expect(heard).toEqual(["/before"]);
    await back;
    while (heard.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(heard).toEqual(["/before", "/asleep"]);
  });
});
