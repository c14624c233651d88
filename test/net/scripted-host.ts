import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import tls from "node:tls";
import { afterEach } from "vitest";

/** A request as it stood on the wire. */
export interface RawRequest {
  readonly line: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** One connection to a scripted host. */
export interface Caller {
  readonly socket: Socket;
  /** The next whole request, or null where the caller closed. */
  next(): Promise<RawRequest | null>;
  /** Bytes as they are, or an HTTP answer with its Content-Length. Windows leaves the reason empty. */
  send(answer: string | Buffer | ScriptedAnswer): void;
}

export interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

/** What a host does with its first, second, … connection; the last script is repeated. */
export type Script = (caller: Caller) => Promise<void> | void;

export interface ScriptedHost {
  readonly port: number;
  /** Connections taken so far. */
  readonly connections: number;
  /** Connections that stand. */
  readonly open: number;
}

const running: { server: Server; sockets: Set<Socket> }[] = [];

afterEach(async () => {
  for (const { server, sockets } of running.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Listens on loopback until the test ends. With `secure` it speaks TLS. */
export async function scriptedHost(scripts: readonly Script[], secure?: tls.TlsOptions): Promise<ScriptedHost> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const take = (socket: Socket) => {
    socket.on("error", () => {});
    const script = scripts[Math.min(connections, scripts.length - 1)] as Script;
    connections++;
    void (async () => script(callerOf(socket)))().catch((error) => socket.destroy(error));
  };
  const server = secure === undefined ? createServer(take) : tls.createServer(secure, take);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push({ server, sockets });
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
  };
}

function callerOf(socket: Socket): Caller {
  let buffered = Buffer.alloc(0);
  let closed = false;
  let wake = () => {};
  socket.on("data", (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    wake();
  });
  socket.on("close", () => {
    closed = true;
    wake();
  });
  const next = async (): Promise<RawRequest | null> => {
    for (;;) {
      const request = cut();
      if (request !== null || closed) return request;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const cut = (): RawRequest | null => {
    const end = buffered.indexOf("\r\n\r\n");
    if (end === -1) return null;
    const [line, ...fields] = buffered.toString("latin1", 0, end).split("\r\n") as [string, ...string[]];
    const headers = new Map(
      fields.map((field) => {
        const colon = field.indexOf(":");
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
      }),
    );
    const length = Number(headers.get("content-length") ?? 0);
    if (buffered.length < end + 4 + length) return null;
    const body = Buffer.from(buffered.subarray(end + 4, end + 4 + length));
    buffered = buffered.subarray(end + 4 + length);
    return { line, headers, body };
  };
  const send = (answer: string | Buffer | ScriptedAnswer) => {
    if (typeof answer === "string" || Buffer.isBuffer(answer)) {
      socket.write(answer);
      return;
    }
    const { status, headers = [], body = "" } = answer;
    const bytes = Buffer.from(body as string);
    const head = [`HTTP/1.1 ${status} `, ...headers, `Content-Length: ${bytes.length}`, "", ""].join("\r\n");
    socket.write(Buffer.concat([Buffer.from(head, "latin1"), bytes]));
  };
  return { socket, next, send };
}
