import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { connect } from "../../../src/net/connection.ts";
import { expectComputer } from "../../../src/net/identity.ts";
import { createClient } from "../../../src/wsman/client.ts";
import { credential, openGate } from "../../net/caller-side.ts";
import { envelope } from "../../wsman/answers.ts";
import { drawn, goesOn, httpWords, inChunks, letsIn, otherAnswers, sealedAnswer } from "../http-samples.ts";
import { joined, type Kind, piecesOf, verdictOf } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";
import { operations } from "../simulated.ts";

const NAME = "pc-001.corp.example";
/** How long the host waits for the caller to go on before it hangs up: what it said was not a whole answer. */
const PATIENCE_MS = 40;

/** A listener on loopback that says what it was told to. */
class Host {
  pieces: readonly Buffer[] = [];
  readonly #server: Server = createServer((socket) => this.#talk(socket));

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async listen(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }

  close(): void {
    this.#server.close();
  }

  /** One piece for each request, however much of it came; behind the last it hangs up. */
  #talk(socket: Socket): void {
    const { pieces } = this;
    let next = 0;
    let patience: NodeJS.Timeout | undefined;
    socket.on("error", () => {});
    socket.on("close", () => clearTimeout(patience));
    socket.on("data", () => {
      clearTimeout(patience);
      const piece = pieces[next++];
      if (piece !== undefined) socket.write(piece);
      if (next >= pieces.length) socket.end();
      else patience = setTimeout(() => socket.end(), PATIENCE_MS);
    });
  }
}

const message = sealedAnswer(
  envelope({ body: "<x:SMS_Client xmlns:x='urn:x'><x:ClientVersion>5.0</x:ClientVersion></x:SMS_Client>" }),
);
const idle: Host[] = [];

/** Conversations over a real connection: what the host says to the logon, and then to a message. */
export const connections: Kind = {
  samples: [
    // More often than the others: an answer is reached only behind a logon that nothing has broken.
    ...[1, 2, 3, 4].flatMap(() => [joined([goesOn, letsIn, message]), joined([goesOn, letsIn, inChunks(message)])]),
    ...otherAnswers.map((last) => joined([goesOn, letsIn, last])),
    ...otherAnswers.map((last) => joined([goesOn, last])),
    ...otherAnswers,
  ],
  words: [...httpWords, "%%%\n"],
  text: false,
  structures: lineMutators,
  waits: true,
  async try(input) {
    const host = idle.pop() ?? (await new Host().listen());
    host.pieces = piecesOf(input);
    const transport = connect({
      endpoint: {
        name: NAME,
        address: "127.0.0.1",
        port: host.port,
        tls: false,
        serverName: null,
        fingerprint: null,
        ca: [],
      },
      auth: "negotiate",
      credential: credential(),
      gate: openGate("alone"),
      checkIdentity: expectComputer(NAME),
      connectTimeoutMs: 10_000,
      random: drawn,
    });
    try {
      return await verdictOf(() => operations.get?.(createClient(transport)));
    } finally {
      transport.close();
      idle.push(host);
    }
  },
  async close() {
    for (const host of idle.splice(0)) host.close();
  },
};
