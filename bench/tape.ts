import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";

/** The size of one HTTP message in octets: its head with the empty line, and what follows. */
export interface Size {
  readonly head: number;
  readonly body: number;
}

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly request: Size;
  readonly answer: Size & { readonly status: number };
  /** How long nothing was sent before it, in milliseconds, where that was a rest and not work; else 0. */
  readonly restMs: number;
}

/** A relay that writes down what passes. */
export interface Recorder {
  /** Where to connect instead of to the server. */
  readonly port: number;
  /** The exchanges of each connection so far, in the order in which they were opened. */
  taped(): readonly (readonly Exchange[])[];
  close(): void;
}

const ADDRESS = "127.0.0.1";
/** A pause of this length is a rest. */
const SHORTEST_REST_MS = 1_000;

/** Stands between clients and the server at a port of this computer. */
export async function recordTo(port: number): Promise<Recorder> {
  const tapes: Tape[] = [];
  const relay = createServer((near) => {
    const far = createConnection({ port, host: ADDRESS });
    const tape = new Tape();
    tapes.push(tape);
    pass(near, far, (chunk) => tape.sent(chunk));
    pass(far, near, (chunk) => tape.received(chunk));
  });
  await new Promise<void>((resolve) => relay.listen({ port: 0, host: ADDRESS }, resolve));
  return {
    port: (relay.address() as AddressInfo).port,
    taped: () => tapes.map((tape) => tape.exchanges()),
    close: () => relay.close(),
  };
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
    if (last !== undefined && last.answer.length === 0) {
      last.request.push(chunk);
      return;
    }
    const pause = performance.now() - this.#lastMs;
    this.#taped.push({ request: [chunk], answer: [], restMs: pause < SHORTEST_REST_MS ? 0 : Math.round(pause) });
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
