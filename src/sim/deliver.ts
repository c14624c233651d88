import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { encodeSealedBody, SEALED_CONTENT_TYPE } from "../net/auth/multipart.ts";
import type { Sealing } from "../net/auth/sealing.ts";
import { type Head, rawAnswer, replyWith, writeHead } from "./reply.ts";
import type { DoneTrouble } from "./trouble.ts";

/** Between the bytes of an answer that drips, and until one that is late. */
const DRIP_MS = 250;
const LATE_MS = 4_000;
/** What an answer without end announces, and after how much it stops all the same. */
const ENDLESS_OCTETS = 1_073_741_824;
const ENOUGH_OCTETS = 67_108_864;
const CHUNK_OCTETS = 65_536;
/** Far more than any head holds. */
const HEAD_OCTETS = 1_048_576;
/** How much more than announced an answer holds that is announced too short. */
const EXTRA_OCTETS = 40;

/** What is to be sent, and over what. */
export interface Outgoing {
  readonly head: Head;
  readonly contentType: string;
  readonly body: Buffer;
  readonly sealing: Sealing | null;
}

/** Sends an answer, sealed where the connection is, in whatever trouble there is. */
export async function deliver(response: ServerResponse, out: Outgoing, trouble: DoneTrouble | null): Promise<void> {
  const plain = out.sealing === null || trouble === "plain";
  const contentType = plain ? out.contentType : SEALED_CONTENT_TYPE;
  const body = plain ? out.body : seal(out, out.sealing as Sealing);
  const answer: Answer = { head: { ...out.head, contentType }, body, sealed: !plain };
  const broken = trouble === null ? undefined : breaks[trouble as keyof typeof breaks];
  if (broken === undefined) replyWith(response, answer.head, body);
  else await broken(response, answer);
}

interface Answer {
  readonly head: Head;
  readonly body: Buffer;
  readonly sealed: boolean;
}

type Break = (response: ServerResponse, answer: Answer) => void | Promise<void>;

/** The troubles of an answer on its way; what it says is the matter of others. */
const breaks = {
  cut: (response) => void response.socket?.destroy(),
  "cut-in-head": (response, answer) => void response.socket?.end(inHead(answer)),
  truncated: (response, { head, body }) => {
    writeHead(response, head, body.length);
    response.write(half(body), () => response.socket?.destroySoon());
  },
  stalls: () => {},
  "stalls-in-head": (response, answer) => void response.socket?.write(inHead(answer)),
  "stalls-before-body": (response, { head, body }) => {
    writeHead(response, head, body.length);
    response.flushHeaders();
  },
  "stalls-in-body": (response, { head, body }) => {
    writeHead(response, head, body.length);
    response.write(half(body));
  },
  late: async (response, { head, body }) => {
    await sleep(LATE_MS, undefined, { ref: false });
    replyWith(response, head, body);
  },
  drips: async (response, { head, body }) => {
    writeHead(response, head, body.length);
    for (let at = 0; at < body.length && response.socket?.destroyed === false; at += 1) {
      response.write(body.subarray(at, at + 1));
      await sleep(DRIP_MS, undefined, { ref: false });
    }
    response.end();
  },
  garbage: (response, { head }) => replyWith(response, head, randomBytes(500)),
  "no-http": (response) => void response.socket?.write(randomBytes(300)),
  "endless-head": (response) => {
    response.socket?.write(`HTTP/1.1 200 \r\n${"X-Filler: nothing\r\n".repeat(HEAD_OCTETS / 19)}`);
  },
  oversized: async (response, { head }) => {
    writeHead(response, head, ENDLESS_OCTETS);
    const chunk = Buffer.alloc(CHUNK_OCTETS, " ");
    for (let sent = 0; sent < ENOUGH_OCTETS && response.socket?.destroyed === false; sent += CHUNK_OCTETS) {
      await new Promise((resolve) => response.write(chunk, resolve));
    }
    response.socket?.destroy();
  },
  "too-short": (response, { head, body }) => {
    writeHead(response, head, body.length - EXTRA_OCTETS);
    response.end(body);
  },
  twice: (response, { head, body }) => {
    const { socket } = response;
    response.once("finish", () => socket?.write(rawAnswer(head, body)));
    replyWith(response, head, body);
  },
  tampered: (response, { head, body, sealed }) => replyWith(response, head, sealed ? tampered(body) : body),
  failing: (response, { head: { close = false } }) => replyWith(response, { status: 500, close }, Buffer.alloc(0)),
} as const satisfies Partial<Record<DoneTrouble, Break>>;

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

function half(body: Buffer): Buffer {
  return body.subarray(0, body.length >> 1);
}

/** The first bytes of the answer, to the middle of its second header. */
function inHead({ head, body }: Answer): Buffer {
  return rawAnswer(head, body).subarray(0, 50);
}
