/** A listener of simulated clients: HTTP as WinRM takes it, [MS-WSMV] 2.1 and 3.1.4.1.x, http.sys' own refusals. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { Fault } from "../base/fault.ts";
import { decodeSealedBody, isSealedType } from "../net/auth/multipart.ts";
import { decodeText } from "../wsman/xml.ts";
import type { Account } from "./account.ts";
import type { SimClient } from "./client.ts";
import { beginConversation, type Conversation } from "./conversation.ts";
import { deliver } from "./deliver.ts";
import { distort } from "./distort.ts";
import { refuseMessage, troubleLogon } from "./refuse.ts";
import { type Head, replyEmpty, replyWith } from "./reply.ts";
import { SERVER_ENVELOPE_OCTETS } from "./request.ts";
import { shownCertificate } from "./shown-certificate.ts";
import { type FleetTls, SECURE_OPTIONS } from "./tls.ts";
import { type DoneTrouble, isDoneTrouble } from "./trouble.ts";
import { type Message, readMessage, type Served, serve, serveStranger, untilAnswerable } from "./wsman.ts";

/** Who listens, and who may come in. */
export interface ListenerOptions {
  /** Who is meant by a Host header. */
  clientOf(host: string | undefined): SimClient;
  readonly account: Account;
  /** Null for plain HTTP. */
  readonly tls: FleetTls | null;
  readonly allowUnencrypted: boolean;
}

/** http.sys ends an idle connection after this long. */
const IDLE_MS = 120_000;
/** Room for the multipart headers around a sealed message. */
const SEALED_OVERHEAD_OCTETS = 2_048;
const SOAP = "application/soap+xml;charset=UTF-8";

/** Not listening yet. */
export function createListener(options: ListenerOptions): Server {
  const conversations = new WeakMap<Socket, Conversation>();
  const listener: RequestListener = (request, response) => {
    const client = options.clientOf(request.headers.host);
    const { socket } = request;
    let conversation = conversations.get(socket);
    if (conversation?.client !== client) {
      conversation = beginConversation({ ...options, client, socket });
      conversations.set(socket, conversation);
    }
    answer(conversation, request, response).catch(() => socket.destroy());
  };
  const server = options.tls === null ? createServer(listener) : createTlsListener(options.tls, listener);
  server.keepAliveTimeout = IDLE_MS;
  return server;
}

function createTlsListener(tls: FleetTls, listener: RequestListener): Server {
  const { key, cert } = tls;
  const SNICallback = (name: string, done: (error: null, context: ReturnType<FleetTls["contextFor"]>) => void) =>
    done(null, tls.contextFor(name));
  return createTlsServer({ key, cert, SNICallback, secureOptions: SECURE_OPTIONS }, listener);
}

async function answer(conversation: Conversation, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { client, number } = conversation;
  clearTimeout(conversation.idle);
  const body = await readBody(request);
  client.deeds.note(number, { deed: "request" });
  beforeAnswer(conversation, request.socket, response);
  if (body === null) return replyEmpty(response, { status: 413, close: true });
  if (client.kind.noWinrm === true || !/^\/wsman(\?|$)/i.test(request.url ?? ""))
    return replyEmpty(response, { status: 404 });
  if (request.method !== "POST") return replyEmpty(response, { status: 405 });
  if (request.headers.wsmanidentify?.toString().toLowerCase() === "unauthenticated") {
    const stranger = serveTo(body, request.headers["content-type"]);
    if (stranger !== null) return replyWith(response, { status: 200, contentType: SOAP }, Buffer.from(stranger));
  }
  await admit(conversation, { request, response, body });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

async function admit(conversation: Conversation, exchange: Exchange): Promise<void> {
  const { client, number, acceptor } = conversation;
  const { request, response, body } = exchange;
  const { authorization, "content-type": contentType } = request.headers;
  const certificate = acceptor.asksForCertificate(authorization) ? await shownCertificate(request.socket) : null;
  const verdict = acceptor.judge({ authorization, contentType, empty: body.length === 0, certificate });
  switch (verdict.kind) {
    case "refuse":
      if (verdict.judged) client.deeds.note(number, { deed: "refused", result: verdict.why });
      return replyEmpty(response, { status: 401, authenticate: acceptor.schemes, close: true });
    case "continue": {
      const trouble = client.misfortune.strikeLogon();
      if (trouble !== null) return troubleLogon(response, trouble);
      return replyEmpty(response, { status: 401, authenticate: [`Negotiate ${verdict.token.toString("base64")}`] });
    }
    case "accept": {
      if (verdict.logon !== null) client.deeds.note(number, { deed: "logon", subject: verdict.logon });
      const authenticate = verdict.token === null ? [] : [`Negotiate ${verdict.token.toString("base64")}`];
      if (body.length === 0) return replyEmpty(response, { status: 200, authenticate });
      return converse(conversation, exchange, authenticate);
    }
  }
}

async function converse(
  conversation: Conversation,
  exchange: Exchange,
  authenticate: readonly string[],
): Promise<void> {
  const { client, number, acceptor } = conversation;
  const { response } = exchange;
  const opened = open(conversation, exchange);
  const message = opened === null ? null : readMessage(opened.text);
  // A message that cannot be unsealed has left the two ciphers apart for good: [MS-NLMP] 3.4.3.
  if (opened === null || message === null) return replyEmpty(response, { status: 400, close: true });
  const trouble = client.misfortune.strike(message.action);
  if (trouble !== null && trouble !== "no-quota" && !isDoneTrouble(trouble)) {
    if (trouble === "forgotten") acceptor.forget();
    return refuseMessage(response, { trouble, schemes: acceptor.schemes });
  }
  if (trouble === "no-quota") client.quota += 1;
  await hold(client.kind.delayMs ?? 0);
  await untilAnswerable(client, message, number);
  const done = trouble === "no-quota" ? null : trouble;
  const served = carryOut(conversation, message, done);
  const head: Head = { status: served.status, authenticate };
  const { contentType, sealing } = opened;
  await deliver(response, { head, contentType, body: encode(served.text, contentType), sealing }, done);
}

/** Does what the message asks for, and gives the answer as trouble has it. */
function carryOut({ client, number }: Conversation, message: Message, trouble: DoneTrouble | null): Served {
  const { length } = client.deeds.list;
  const served = serve(client, trouble === "unrelated" ? unrelated(message) : message, number);
  if (trouble === null) return served;
  client.deeds.spoil(length, trouble);
  return distort(served, { client, message, trouble });
}

interface Opened {
  readonly text: string;
  /** Of the message itself; the answer comes in the same charset. */
  readonly contentType: string;
  readonly sealing: Conversation["acceptor"]["sealing"];
}

/** The message inside; null where it cannot be read. */
function open({ acceptor }: Conversation, { request, body }: Exchange): Opened | null {
  const contentType = request.headers["content-type"] ?? SOAP;
  const sealed = isSealedType(contentType);
  const { sealing } = acceptor;
  if (sealed && sealing === null) return null;
  try {
    if (!sealed || sealing === null) return { text: decodeText(body, contentType), contentType, sealing: null };
    const parts = decodeSealedBody(contentType, body);
    return { text: decodeText(sealing.unseal(parts), parts.contentType), contentType: parts.contentType, sealing };
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

function encode(text: string, contentType: string): Buffer {
  return /charset="?utf-16/i.test(contentType) ? Buffer.from(`\uFEFF${text}`, "utf16le") : Buffer.from(text, "utf8");
}

function unrelated(message: Message): Message {
  return { ...message, messageId: `uuid:${randomUUID().toUpperCase()}` };
}

function serveTo(body: Buffer, contentType: string | undefined): string | null {
  const message = readMessage(decodeText(body, contentType ?? SOAP));
  return message === null ? null : (serveStranger(message)?.text ?? null);
}

/** Connections that this client ends of its own accord. */
function beforeAnswer(conversation: Conversation, socket: Socket, response: ServerResponse): void {
  const { dropsAfterAnswers, announcesDrop = false, dropsAfterIdleMs } = conversation.client.kind;
  conversation.answers += 1;
  const last = dropsAfterAnswers !== undefined && conversation.answers >= dropsAfterAnswers;
  if (last && announcesDrop) response.setHeader("Connection", "close");
  response.once("finish", () => {
    if (last) socket.end();
    if (dropsAfterIdleMs === undefined) return;
    conversation.idle = setTimeout(() => socket.end(), dropsAfterIdleMs);
    conversation.idle.unref();
  });
}

function hold(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Null where it is larger than the service takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > SERVER_ENVELOPE_OCTETS + SEALED_OVERHEAD_OCTETS) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
