/** HTTP answers as http.sys writes them: its own Server header, no reason phrase, always a Content-Length. */
import type { ServerResponse } from "node:http";

const SERVER = "Microsoft-HTTPAPI/2.0";

/** Status and headers. `close` ends the connection after the answer. */
export interface Head {
  readonly status: number;
  readonly contentType?: string;
  readonly authenticate?: readonly string[];
  readonly location?: string;
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

/** The head of an answer, with the length it announces. */
export function writeHead(response: ServerResponse, head: Head, length: number): void {
  const { status, contentType, authenticate = [], location, close = false } = head;
  response.setHeader("Server", SERVER);
  if (contentType !== undefined) response.setHeader("Content-Type", contentType);
  if (authenticate.length > 0) response.setHeader("WWW-Authenticate", authenticate);
  if (location !== undefined) response.setHeader("Location", location);
  if (close) response.setHeader("Connection", "close");
  else if (!response.hasHeader("Connection")) response.removeHeader("Connection");
  response.setHeader("Content-Length", length);
  response.writeHead(status, "");
}

/** The same answer as bytes, for those that do not leave in one piece. */
export function rawAnswer({ status, contentType, authenticate = [] }: Head, body: Buffer): Buffer {
  const lines = [
    `HTTP/1.1 ${status} `,
    `Server: ${SERVER}`,
    ...(contentType === undefined ? [] : [`Content-Type: ${contentType}`]),
    ...authenticate.map((scheme) => `WWW-Authenticate: ${scheme}`),
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), body]);
}
