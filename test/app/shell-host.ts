/** A host that opens shells as it is told to: what winrm-client asks for, answered after the examples of [MS-WSMV] 4.7. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a host does with one kind of message: gives a body, or does something else with the answer. */
type Deed = (request: Asked, answer: ServerResponse) => string | null | Promise<string | null>;

/** One message. */
export interface Asked {
  readonly verb: Verb;
  readonly body: string;
}

export type Verb = "Create" | "Command" | "Receive" | "Delete";

const SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";

/** An answer with this in its body. */
export const envelope = (inside: string): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:rsp="${SHELL}"><s:Header/><s:Body>${inside}</s:Body></s:Envelope>`;

/** A piece of a stream. */
export const stream = (name: string, bytes: Buffer): string =>
  `<rsp:Stream Name="${name}" CommandId="C">${bytes.toString("base64")}</rsp:Stream>`;

/** Output, and whether it is the last. */
export const received = (pieces: string, ended: boolean): string =>
  envelope(
    `<rsp:ReceiveResponse>${pieces}${ended ? ["stdout", "stderr"].map((name) => `<rsp:Stream Name="${name}" CommandId="C" End="true"/>`).join("") : ""}</rsp:ReceiveResponse>`,
  );

/** The word and the script of a Command's line. */
export function lineOf(body: string): { readonly word: string; readonly script: string } {
  const [, encoded = "", word = ""] = /-EncodedCommand (\S+) &amp; echo (\S+)/.exec(body) ?? [];
  return { word, script: Buffer.from(encoded, "base64").toString("utf16le") };
}

/** A command has begun. */
export const started = envelope("<rsp:CommandResponse><rsp:CommandId>C</rsp:CommandId></rsp:CommandResponse>");

const usual: Readonly<Record<Verb, Deed>> = {
  Create: () => envelope("<rsp:Shell><rsp:ShellId>S</rsp:ShellId></rsp:Shell>"),
  Command: () => started,
  Receive: () => received("", true),
  Delete: () => envelope(""),
};

/** Listens on loopback; what is not given it does as a healthy host would. */
export async function startShellHost(deeds: Partial<Record<Verb, Deed>>) {
  const asked: Asked[] = [];
  const server = createServer(async (request: IncomingMessage, answer: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const verb = (/\/(Create|Command|Receive|Delete)<\/wsa:Action>/.exec(body)?.[1] ?? "Create") as Verb;
    asked.push({ verb, body });
    const text = await (deeds[verb] ?? usual[verb])({ verb, body }, answer);
    if (text !== null) answer.writeHead(200, { "Content-Type": "application/soap+xml" }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    verbs: () => asked.map(({ verb }) => verb),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
