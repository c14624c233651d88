import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Absence } from "./absence.ts";
import type { SimClient } from "./client.ts";
import { isConnectionTrouble } from "./trouble.ts";

/** Between two tries to have a port back that somebody else has taken meanwhile. */
const RETURN_MS = 100;

/** A client whose connections have trouble of their own, or that goes away, has a door of its own to the others' server. */
export function needsGate({ kind, misfortune }: SimClient): boolean {
  return kind.absence !== undefined || misfortune.troubles.some(({ shape }) => isConnectionTrouble(shape));
}

/** The door of one client: passes connections on, or not. */
export class Gate {
  readonly server: Server;
  readonly #client: SimClient;
  readonly #sockets = new Set<Socket>();
  #away: Absence["shape"] | null = null;

  constructor(client: SimClient, inner: { emit(event: "connection", socket: Socket): boolean }) {
    this.#client = client;
    this.server = createServer((socket) => {
      const trouble = this.#trouble();
      if (trouble === null) {
        this.#sockets.add(socket);
        socket.once("close", () => this.#sockets.delete(socket));
        inner.emit("connection", socket);
        // Whoever listens for bytes takes them back from the parser, which would read on through every pause.
        socket.on("data", () => {});
        return;
      }
      client.deeds.connect();
      if (trouble === "ends") socket.end();
      else if (trouble === "resets") socket.resetAndDestroy();
    });
  }

  /** Goes away and comes back, once. */
  async leave({ shape, afterMs, lastsMs, relisten }: Leaving): Promise<void> {
    await rest(afterMs);
    this.#away = shape;
    if (shape === "refused") this.server.close();
    for (const socket of this.#sockets) {
      if (shape === "silent") socket.pause();
      else socket.resetAndDestroy();
    }
    await rest(lastsMs);
    this.#away = null;
    for (const socket of this.#sockets) socket.resume();
    if (shape === "refused") while (!(await relisten())) await sleep(RETURN_MS, undefined, { ref: false });
  }

  #trouble() {
    const struck = this.#client.misfortune.strikeConnection();
    if (this.#away === null) return struck;
    return this.#away === "silent" ? "silent" : "resets";
  }
}

/** How a client leaves, and when it is back; in milliseconds. */
export interface Leaving {
  readonly shape: Absence["shape"];
  readonly afterMs: number;
  readonly lastsMs: number;
  /** Listens again where it did; false where that is not possible now. */
  relisten(): Promise<boolean>;
}

function rest(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}
