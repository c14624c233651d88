/**
 * Sockets of our own for HTTP requests that a package sends: Node's documentation of http.Agent, createConnection. A
 * package that makes its own requests dials, trusts and waits as it likes; what it is lent is dialled and verified as
 * everything else here is, ends when its lender says so, and answers within bounds.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import http, { type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import { Fault } from "../base/fault.ts";

/** What a piece of work is lent. */
export interface Lender {
  /** Opens a connection, secured where it has to be. Rejects with what the request then fails with. */
  open(): Promise<Duplex>;
  /** More octets of an answer than this end the work. */
  readonly mostOctets: number;
  /** Called where an answer is out of bounds. */
  refuse(fault: Fault): void;
}

type Answered = (answer: IncomingMessage) => void;
type Request = (options: RequestOptions, answered: Answered) => http.ClientRequest;

const lenders = new AsyncLocalStorage<Lender>();
let installed = false;

/** Does the work; every HTTP request that is made in it, by whatever package, goes over a lent socket. */
export function lendSockets<T>(lender: Lender, work: () => Promise<T>): Promise<T> {
  if (!installed) {
    // Both modules are objects that packages look their function up in at each call.
    Object.assign(http, { request: lending(http.request as Request, http.Agent) });
    Object.assign(https, { request: lending(https.request as Request, https.Agent) });
    installed = true;
  }
  return lenders.run(lender, work);
}

/** The same function for everybody who is lent nothing. */
function lending(request: Request, Agent: typeof http.Agent): Request {
  return (options, answered) => {
    const lender = lenders.getStore();
    if (lender === undefined) return request(options, answered);
    // Without an agent of its own a request would share connections with others, or go by a proxy of the environment.
    const agent = options.agent instanceof Agent ? options.agent : new Agent({ keepAlive: false });
    agent.createConnection = (_, done) => {
      lender.open().then(
        (socket) => done?.(null, socket),
        (error: Error) => done?.(error, undefined as never),
      );
      return undefined;
    };
    // NODE_DEBUG shows the options of a request, and not the headers that it is given later.
    const { Authorization: proof, ...headers } = options.headers as http.OutgoingHttpHeaders;
    const sent = request({ ...options, agent, headers }, (answer) => {
      bound(answer, lender);
      answered(answer);
    });
    if (proof !== undefined) sent.setHeader("Authorization", proof);
    return sent;
  };
}

/**
 * What readers of XML can be overwhelmed with, and no message of WS-Management holds: a document type; more zeros in a row
 * than base64 of text makes, over which an expression that looks for numbers goes back and forth, for half an hour a MiB.
 */
const OVERWHELMING = /<!|0{64}/;
const LONGEST_OVERWHELMING = 64;

function bound(answer: IncomingMessage, { mostOctets, refuse }: Lender): void {
  const isMessage = (answer.statusCode ?? 0) < 300;
  let octets = 0;
  let last = "";
  answer.on("error", () => {});
  answer.on("data", (chunk: string | Buffer) => {
    octets += Buffer.byteLength(chunk);
    const text = last + String(chunk);
    last = text.slice(1 - LONGEST_OVERWHELMING);
    const found = isMessage ? OVERWHELMING.exec(text) : null;
    if (octets <= mostOctets && found === null) return;
    const held = found?.[0] === "<!" ? "holds a document type" : "holds a number without end";
    const why = octets > mostOctets ? `is larger than ${mostOctets} octets` : held;
    refuse(new Fault("INV603", `An answer ${why}.`, { delivered: "maybe" }));
    answer.destroy();
  });
}
