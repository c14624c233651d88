import http from "node:http";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HttpAnswer, UnreadableAnswer } from "../../src/net/http-answer.ts";
import { AnswerReader } from "../../src/net/http-reader.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");

/** What becomes of a connection that brings these pieces and, perhaps, ends. */
function read(pieces: readonly string[], ends = false): HttpAnswer | "malformed" | "too-large" | null {
  const reader = new AnswerReader();
  try {
    let answer: HttpAnswer | null = null;
    for (const piece of pieces) answer = reader.take(bytes(piece)) ?? answer;
    return answer ?? (ends ? reader.end() : null);
  } catch (error) {
    if (error instanceof UnreadableAnswer) return error.why;
    throw error;
  }
}

function answer(status: number, body: string, contentType: string | null = null): HttpAnswer {
  return { status, contentType, authenticate: [], body: bytes(body) };
}

const CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

describe("AnswerReader", () => {
  it.each([
    ["a length", "HTTP/1.1 200 \r\nContent-Length: 5\r\nContent-Type: a/b\r\n\r\nhello", answer(200, "hello", "a/b")],
    ["no reason at all", "HTTP/1.1 401\r\nContent-Length: 0\r\n\r\n", answer(401, "")],
    [
      "names in any case and white space about values",
      "HTTP/1.1 200 x\r\ncontent-LENGTH:\t2 \r\n\r\nab",
      answer(200, "ab"),
    ],
    ["chunks, RFC 9112 7.1", `${CHUNKED}5\r\nhello\r\n3;x="y"\r\n wo\r\n0\r\nT: v\r\n\r\n`, answer(200, "hello wo")],
    [
      "an interim answer before, RFC 9110 15.2",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nx",
      answer(200, "x"),
    ],
    ["no body with 204, whatever its length says", "HTTP/1.1 204 \r\nContent-Length: 9\r\n\r\n", answer(204, "")],
  ])("reads %s, whole or byte by byte", (_name, text, expected) => {
    expect(read([text])).toEqual(expected);
    expect(read([...text])).toEqual(expected);
    for (let at = 1; at < text.length; at++) expect(read([text.slice(0, at), text.slice(at)])).toEqual(expected);
    expect(read([text.slice(0, -1)], true)).toBeNull();
  });

  it("reads a body without a length up to the end of the connection", () => {
    expect(read(["HTTP/1.1 200 \r\n\r\nab", "c"])).toBeNull();
    expect(read(["HTTP/1.1 200 \r\n\r\nab", "c"], true)).toEqual(answer(200, "abc"));
  });

  it("keeps every WWW-Authenticate apart", () => {
    const text =
      "HTTP/1.1 401 \r\nWWW-Authenticate: Negotiate\r\nwww-authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n";
    expect(read([text])).toMatchObject({ authenticate: ["Negotiate", "Basic realm=x"] });
  });

  it.each([
    ["another protocol, at its first bytes", "SSH-"],
    ["another version", "HTTP/2.0 200 \r\n\r\n"],
    ["a status out of range", "HTTP/1.1 099 \r\n\r\n"],
    ["a change of protocol", "HTTP/1.1 101 \r\n\r\n"],
    ["two lengths", "HTTP/1.1 200 \r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx"],
    ["lengths in one field", "HTTP/1.1 200 \r\nContent-Length: 1, 1\r\n\r\nx"],
    ["a length below nothing", "HTTP/1.1 200 \r\nContent-Length: -1\r\n\r\n"],
    [
      "a length beside chunks, RFC 9112 6.3",
      "HTTP/1.1 200 \r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ["a coding that is unknown", "HTTP/1.1 200 \r\nTransfer-Encoding: gzip, chunked\r\n\r\n"],
    ["a folded line, RFC 9112 5.2", "HTTP/1.1 200 \r\nA: b\r\n c\r\n\r\n"],
    ["white space before a colon, RFC 9112 5.1", "HTTP/1.1 200 \r\nA : b\r\n\r\n"],
    ["a line feed alone", "HTTP/1.1 200 \nA: b\r\n\r\n"],
    ["a NUL", "HTTP/1.1 200 \r\nA: b\0\r\n\r\n"],
    ["a chunk of no size", `${CHUNKED}\r\n`],
    ["a chunk of a negative size", `${CHUNKED}-1\r\n`],
    ["a chunk longer than it says", `${CHUNKED}1\r\nxy\r\n`],
    ["a chunk's line without end", `${CHUNKED}1;${"x".repeat(5_000)}`],
    ["trailers without end", `${CHUNKED}0\r\n${"A: b\r\n".repeat(2_000)}`],
  ])("refuses %s", (_name, text) => {
    expect(read([text])).toBe("malformed");
    expect(read([...text])).toBe("malformed");
  });

  it.each([
    ["a head", [`HTTP/1.1 200 \r\nA: ${"x".repeat(40_000)}`]],
    ["interim answers", ["HTTP/1.1 100 \r\n\r\n".repeat(2_000)]],
    ["an announced length", ["HTTP/1.1 200 \r\nContent-Length: 5000000\r\n\r\n"]],
    ["chunks", [CHUNKED, ...Array(80).fill(`10000\r\n${"x".repeat(65_536)}\r\n`)]],
    ["a body up to the end of the connection", ["HTTP/1.1 200 \r\n\r\n", ...Array(80).fill("x".repeat(65_536))]],
  ])("refuses %s beyond what is believed", (_name, pieces) => {
    expect(read(pieces)).toBe("too-large");
  });

  it("sees what came beyond an answer", () => {
    const reader = new AnswerReader();
    expect(reader.take(bytes("HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 "))).toEqual(answer(200, "x"));
    expect(reader.surplus).toBe(true);
  });

  it.each([
    ["HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", true],
    ["HTTP/1.1 200 \r\nContent-Length: 0\r\nConnection: keep-alive, Close\r\n\r\n", false],
    ["HTTP/1.1 200 \r\nContent-Length: 0\r\nConnection: x\r\nConnection: close\r\n\r\n", false],
    ["HTTP/1.0 200 \r\nContent-Length: 0\r\n\r\n", false],
    ["HTTP/1.0 200 \r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n", true],
    ["HTTP/1.1 200 \r\n\r\n", false],
  ])("knows whether %j lets the connection live, RFC 9112 9.3", (text, lives) => {
    const reader = new AnswerReader();
    reader.take(bytes(text));
    expect(reader.head?.keepsAlive).toBe(lives);
  });
});

describe("beside Node's own client", () => {
  let text = "";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(bytes(text)));
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** What Node makes of the same bytes; null where it refuses them. */
  const asNode = (): Promise<{ status: number; body: string } | null> =>
    new Promise((resolve) => {
      const { port } = server.address() as AddressInfo;
      const request = http.request({ host: "127.0.0.1", port, method: "POST", agent: false }, (response) => {
        let body = "";
        response.setEncoding("latin1");
        response.on("data", (piece) => (body += piece));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
        response.on("error", () => resolve(null));
      });
      request.on("error", () => resolve(null));
      request.end("x");
    });

  const line = fc.constantFrom(
    "Content-Length: 3",
    "Content-Length: 0",
    "Content-Length: 03",
    "Content-Length: 3, 3",
    "content-length:3",
    "Content-Length: +3",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: chunked, chunked",
    "Transfer-Encoding: identity",
    "Connection: close",
    "A: b",
    " c",
    "A : b",
    "",
    "A",
    "A: b\0",
  );
  const body = fc.constantFrom(
    "abc",
    "abcdef",
    "",
    "3\r\nabc\r\n0\r\n\r\n",
    "3\r\nabc\r\n0\r\nT: v\r\n\r\n",
    "3\nabc\r\n0\r\n\r\n",
    "0\r\n\r\n",
  );
  const status = fc.constantFrom(
    "HTTP/1.1 200 OK",
    "HTTP/1.1 200 ",
    "HTTP/1.1 204 ",
    "HTTP/1.0 500 x",
    "HTTP/1.1 20 ",
    "HTTP/1.1  200 ",
  );

  it("reads nothing otherwise than Node does", async () => {
    let read = 0;
    const answers = fc.tuple(status, fc.array(line, { maxLength: 3 }), body);
    await fc.assert(
      fc.asyncProperty(answers, async ([first, lines, rest]) => {
        text = `${[first, ...lines].join("\r\n")}\r\n\r\n${rest}`;
        const reader = new AnswerReader();
        let ours: HttpAnswer | null = null;
        try {
          ours = reader.take(bytes(text)) ?? reader.end();
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableAnswer);
        }
        if (ours === null || reader.surplus) return;
        read++;
        expect({ status: ours.status, body: ours.body.toString("latin1") }).toEqual(await asNode());
      }),
      { numRuns: 400 },
    );
    expect(read).toBeGreaterThan(30);
  });
});
