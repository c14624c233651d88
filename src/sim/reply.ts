/** HTTP answers as http.sys writes them: its own Server header, no reason phrase, always a Content-Length. */
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { encodeSealedBody, SEALED_CONTENT_TYPE } from "../net/auth/multipart.ts";
import type { Sealing } from "../net/auth/sealing.ts";
import type { TroubleShape } from "./trouble.ts";

const SERVER = "Microsoft-HTTPAPI/2.0";
/** Between the bytes of an answer that drips. */
const DRIP_MS = 250;
/** What an answer without end announces, and after how much it stops all the same. */
const ENDLESS_OCTETS = 1_073_741_824;
const ENOUGH_OCTETS = 67_108_864;
const CHUNK_OCTETS = 65_536;

/** Status and headers. `close` ends the connection after the answer. */
export interface Head {
  readonly status: number;
  readonly contentType?: string;
  readonly authenticate?: readonly string[];
  readonly close?: boolean;
}

/** An answer with nothing in it, such as every refusal. */
export function replyEmpty(response: ServerResponse, head: Head): void {
  writeHead(response, head, 0);
  response.end();
}

/** A whole answer. */
export function replyWith(response: ServerResponse, head: Head, body: Buffer): void {
  writeHead(response, head, body.length);
  response.end(body);
}

/** What is to be sent, and over what. */
export interface Outgoing {
  readonly head: Head;
  readonly contentType: string;
  readonly body: Buffer;
  readonly sealing: Sealing | null;
}

/** Sends an answer, sealed where the connection is, in whatever trouble there is. */
export async function deliver(response: ServerResponse, out: Outgoing, trouble: TroubleShape | null): Promise<void> {
  const plain = out.sealing === null || trouble === "plain";
  const contentType = plain ? out.contentType : SEALED_CONTENT_TYPE;
  const body = plain ? out.body : seal(out, out.sealing as Sealing);
  const head = { ...out.head, contentType };
  switch (trouble) {
    case "cut":
      response.socket?.destroy();
      return;
    case "truncated":
      writeHead(response, head, body.length);
      response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroySoon());
      return;
    case "garbage":
      return replyWith(response, head, randomBytes(500));
    case "tampered":
      return replyWith(response, head, plain ? body : tampered(body));
    case "oversized":
      writeHead(response, head, ENDLESS_OCTETS);
      return flood(response);
    case "drips":
      writeHead(response, head, body.length);
      return drip(response, body);
    default:
      return replyWith(response, head, body);
  }
}

function seal({ contentType, body }: Outgoing, sealing: Sealing): Buffer {
  return encodeSealedBody({ contentType, ...sealing.seal(body) });
}

/** Turns a bit over in the sealed bytes, which end some way before the last boundary. */
function tampered(body: Buffer): Buffer {
  const changed = Buffer.from(body);
  const at = changed.length - 60;
  changed[at] = (changed[at] as number) ^ 1;
  return changed;
}

async function flood(response: ServerResponse): Promise<void> {
  const chunk = Buffer.alloc(CHUNK_OCTETS, " ");
  for (let sent = 0; sent < ENOUGH_OCTETS && response.socket?.destroyed === false; sent += CHUNK_OCTETS) {
    await new Promise((resolve) => response.write(chunk, resolve));
  }
  response.socket?.destroy();
}

async function drip(response: ServerResponse, body: Buffer): Promise<void> {
  for (let at = 0; at < body.length && response.socket?.destroyed === false; at += 1) {
    response.write(body.subarray(at, at + 1));
    await sleep(DRIP_MS, undefined, { ref: false });
  }
  response.end();
}

function writeHead(response: ServerResponse, head: Head, length: number): void {
  const { status, contentType, authenticate = [], close = false } = head;
  response.setHeader("Server", SERVER);
  if (contentType !== undefined) response.setHeader("Content-Type", contentType);
  if (authenticate.length > 0) response.setHeader("WWW-Authenticate", authenticate);
  if (close) response.setHeader("Connection", "close");
  else if (!response.hasHeader("Connection")) response.removeHeader("Connection");
  response.setHeader("Content-Length", length);
  response.writeHead(status, "");
}
