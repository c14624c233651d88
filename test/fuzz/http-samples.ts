import { encodeSealedBody, SEALED_CONTENT_TYPE } from "../../src/net/auth/multipart.ts";
import { Sealing } from "../../src/net/auth/sealing.ts";
import { challengeBytes, SOAP } from "../net/windows-side.ts";

/** What the caller draws where it draws at random, so that a host's answers can be sealed beforehand. */
export const drawn = (bytes: number): Buffer => Buffer.alloc(bytes, 7);

function answer(status: number, headers: readonly string[], body: Buffer | string = ""): Buffer {
  const bytes = Buffer.from(body as string);
  const head = [`HTTP/1.1 ${status} `, ...headers, `Content-Length: ${bytes.length}`, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** The host's challenge, after which a logon goes on. */
export const goesOn: Buffer = answer(401, [
  `WWW-Authenticate: Negotiate ${challengeBytes().toString("base64")}`,
  "Server: Microsoft-HTTPAPI/2.0",
]);

/** The host lets the caller in. */
export const letsIn: Buffer = answer(200, ["Server: Microsoft-HTTPAPI/2.0", "Date: Sat, 21 Nov 2026 22:00:00 GMT"]);

/** A first sealed answer after a logon for which `drawn` gave the key. */
export function sealedAnswer(text: string, status = 200): Buffer {
  const sealing = new Sealing({ sessionKey: drawn(16), role: "server" });
  const body = encodeSealedBody({ contentType: SOAP, ...sealing.seal(Buffer.from(text)) });
  return answer(status, [`Content-Type: ${SEALED_CONTENT_TYPE}`], body);
}

/** The same answer with its body in one chunk: RFC 9112 7.1. */
export function inChunks(whole: Buffer): Buffer {
  const end = whole.indexOf("\r\n\r\n") + 4;
  const head = whole.toString("latin1", 0, end).replace(/Content-Length: \d+/, "Transfer-Encoding: chunked");
  const size = (whole.length - end).toString(16);
  return Buffer.concat([
    Buffer.from(`${head}${size};x=y\r\n`),
    whole.subarray(end),
    Buffer.from("\r\n0\r\nA: b\r\n\r\n"),
  ]);
}

/** Answers in other forms than Windows writes. */
export const otherAnswers: readonly Buffer[] = [
  Buffer.concat([Buffer.from("HTTP/1.1 100 Continue\r\n\r\n"), letsIn]),
  Buffer.from("HTTP/1.0 500 Internal Server Error\r\nContent-Type: text/html\r\n\r\n<html>no</html>"),
  Buffer.from(
    'HTTP/1.1 401 \r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm="WSMAN"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
  ),
  Buffer.from("HTTP/1.1 204 No Content\r\n\r\n"),
  Buffer.from([0x15, 3, 1, 0, 2, 2, 70]),
];

/** Words of heads and of the frames of bodies. */
export const httpWords: readonly string[] = [
  ...["HTTP/1.1", "HTTP/1.0", "200", "401", "500", "100", "101", "204", "304", "503", "\r\n", "\r\n\r\n", "\n"],
  ...[
    "Content-Length",
    "Content-Length: 0\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Connection: close\r\n",
    "keep-alive",
  ],
  ...["Content-Type: application/soap+xml;charset=UTF-8\r\n", "Content-Encoding: gzip\r\n", "identity", "chunked"],
  ...["WWW-Authenticate: Negotiate\r\n", "Negotiate", "Basic", "FFFFFFFF", "0\r\n\r\n", ": ", "\t", ";", ","],
];
