import { connect, isIP, type Socket } from "node:net";
import { formatDuration } from "../base/duration.ts";
import { Fault } from "../base/fault.ts";
import { Deadline, within } from "./deadline.ts";
import type { ResolveName } from "./names.ts";

/** Where to dial. */
export interface DialOptions {
  /** The target's name, for what people read. */
  readonly name: string;
  /** A host name or an IP address. */
  readonly address: string;
  readonly port: number;
  /** For the name and the connection together. */
  readonly connectTimeoutMs: number;
  readonly resolve: ResolveName;
  readonly signal: AbortSignal;
}

/** A silent peer is noticed after this long and the operating system's own probes, in milliseconds. */
const KEEP_ALIVE_MS = 30_000;

/** Errors of connect() by what they mean to the reader. */
const CODES = {
  ECONNREFUSED: "INV403",
  ETIMEDOUT: "INV404",
  EHOSTUNREACH: "INV405",
  ENETUNREACH: "INV405",
  EHOSTDOWN: "INV405",
  ENETDOWN: "INV405",
  EACCES: "INV405",
  EPERM: "INV405",
  EMFILE: "INV417",
  ENFILE: "INV417",
  ENOBUFS: "INV417",
  EADDRNOTAVAIL: "INV417",
} as const;

/**
 * A TCP connection to the first of a name's addresses that takes one. They are tried one after the other, each with
 * an equal share of the time left: a few hundred milliseconds, as Node gives by default, lose clients behind a VPN.
 */
export async function dial(options: DialOptions): Promise<Socket> {
  const { name, address, port, connectTimeoutMs } = options;
  const where = place(options);
  const deadline = new Deadline({
    signal: options.signal,
    timeoutMs: connectTimeoutMs,
    expired: () =>
      new Fault("INV404", `${name} took no connection on port ${port} within ${formatDuration(connectTimeoutMs)}.`),
  });
  try {
    const addresses =
      isIP(address) === 0 ? await within(deadline.signal, options.resolve(address, deadline.signal)) : [address];
    let fault: Fault | undefined;
    for (const [index, ip] of addresses.entries()) {
      try {
        return await connectTo(ip, { port, shareMs: deadline.leftMs / (addresses.length - index), deadline });
      } catch (error) {
        if (deadline.signal.aborted) throw deadline.signal.reason;
        fault = dialFault(error as NodeJS.ErrnoException, where);
      }
    }
    throw fault ?? new Fault("INV401", `The name ${address} has no address.`);
  } finally {
    deadline.end();
  }
}

/** What an error of connect() means. `where` is the subject of the sentence. */
export function dialFault(error: NodeJS.ErrnoException, where: string): Fault {
  const code = CODES[error.code as keyof typeof CODES] ?? "INV406";
  const sentences = {
    INV403: `${where} refused the connection.`,
    INV404: `${where} took no connection in time.`,
    INV405: `${where} cannot be reached from here (${error.code}).`,
    INV406: `${where} broke the connection off (${error.code ?? "no reason"}).`,
    INV417: `This computer could not open a connection to ${where} (${error.code}).`,
  } as const;
  return new Fault(code, sentences[code], { cause: error });
}

function place({ name, address, port }: DialOptions): string {
  return address === name ? `${name}, port ${port},` : `${name} (${address}), port ${port},`;
}

interface Attempt {
  readonly port: number;
  readonly shareMs: number;
  readonly deadline: Deadline;
}

function connectTo(host: string, { port, shareMs, deadline: { signal } }: Attempt): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
    const settle = (error: unknown) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cut);
      socket.removeListener("error", settle);
      socket.removeListener("connect", connected);
      if (error === null) {
        resolve(socket);
        return;
      }
      // An error of a socket that nobody listens to would end the process.
      socket.on("error", () => {});
      socket.destroy();
      reject(error);
    };
    const connected = () => settle(null);
    const cut = () => settle(signal.reason);
    const timer = setTimeout(() => settle(Object.assign(new Error("connect timeout"), { code: "ETIMEDOUT" })), shareMs);
    signal.addEventListener("abort", cut, { once: true });
    socket.once("error", settle);
    socket.once("connect", connected);
  });
}
