import { writeFile } from "node:fs/promises";
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { targetsText } from "../src/app/targets-file.ts";
import { type Applied, apply } from "./apply.ts";
import type { Fleet } from "./fleet.ts";
import type { Workshop } from "./workshop.ts";

/** The size of one HTTP message in octets: its head with the empty line, and what follows. */
export interface Size {
  readonly head: number;
  readonly body: number;
}

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly request: Size;
  readonly answer: Size & { readonly status: number };
  /** How long nothing was sent before it, where that was a rest and not work; else 0. */
  readonly restMs: number;
}

/** How many clients are recorded: the first proves the credential and differs, the second is like all others. */
const RECORDED = { clients: 3, taken: 1 } as const;
/** A pause of this length is a rest. */
const SHORTEST_REST_MS = 1_000;

/** What one client's run looks like on the wire, seen by a relay between a small run and its fleet. */
export async function recordClient(
  workshop: Workshop,
  fleet: Fleet,
): Promise<{ readonly exchanges: readonly Exchange[]; readonly applied: Applied }> {
  const tapes: Tape[] = [];
  const relay = createServer((near) => {
    const far = createConnection({ port: fleet.port, host: fleet.address });
    const tape = new Tape();
    tapes.push(tape);
    pass(near, far, (chunk) => tape.sent(chunk));
    pass(far, near, (chunk) => tape.received(chunk));
  });
  await new Promise<void>((resolve) => relay.listen({ port: 0, host: fleet.address }, resolve));
  try {
    const { port } = relay.address() as AddressInfo;
    const names = Array.from({ length: RECORDED.clients }, (_, index) => `sim-000${index + 1}.fleet.example`);
    const targets = join(workshop.folder, "recorded.yml");
    await writeFile(targets, targetsText(names.map((name) => ({ name, address: fleet.address, port }))));
    const applied = await apply(workshop, fleet, targets);
    if (tapes.length !== RECORDED.clients)
      throw new Error(`${tapes.length} connections for ${RECORDED.clients} clients`);
    return { exchanges: (tapes[RECORDED.taken] as Tape).exchanges(), applied };
  } finally {
    relay.close();
  }
}

function pass(from: Socket, to: Socket, see: (chunk: Buffer) => void): void {
  from.on("data", (chunk) => {
    see(chunk);
    to.write(chunk);
  });
  from.on("end", () => to.end());
  from.on("error", () => to.destroy());
}

interface Taped {
  readonly request: Buffer[];
  readonly answer: Buffer[];
  readonly restMs: number;
}

/** One connection. WinRM never sends a request before the answer to the last, so each turn ends a message. */
class Tape {
  readonly #taped: Taped[] = [];
  #lastMs = Number.POSITIVE_INFINITY;

  sent(chunk: Buffer): void {
    const last = this.#taped.at(-1);
    if (last === undefined || last.answer.length > 0) {
      const pause = performance.now() - this.#lastMs;
      const restMs = pause < SHORTEST_REST_MS ? 0 : Math.round(pause);
      this.#taped.push({ request: [chunk], answer: [], restMs });
    } else last.request.push(chunk);
  }

  received(chunk: Buffer): void {
    this.#taped.at(-1)?.answer.push(chunk);
    this.#lastMs = performance.now();
  }

  exchanges(): readonly Exchange[] {
    return this.#taped.map(({ request, answer, restMs }) => {
      const status = Number(Buffer.concat(answer).toString("latin1", 9, 12));
      return { request: sizeOf(request), answer: { ...sizeOf(answer), status }, restMs };
    });
  }
}

function sizeOf(chunks: readonly Buffer[]): Size {
  const message = Buffer.concat(chunks);
  const head = message.indexOf("\r\n\r\n") + 4;
  return { head, body: message.length - head };
}
