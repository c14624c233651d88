import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/base/fault.ts";
import {
  decodeSealedBody,
  encodeSealedBody,
  isSealedType,
  SEALED_CONTENT_TYPE,
} from "../../../src/net/auth/multipart.ts";

const contentType = "application/soap+xml;charset=UTF-8";
const signature = Buffer.from("01000000749b06027df63e3600000000", "hex");
const data = Buffer.from("sealed bytes");

/** A body as Windows writes it ([MS-WSMV] 2.2.9.1.1.2.2), with room for what others do differently. */
function body({ tab = "\t", dash = "--", length = data.length, bytes = data, end = "\r\n" } = {}): Buffer {
  return Buffer.concat([
    Buffer.from(
      `${dash}Encrypted Boundary\r\n${tab}Content-Type: application/HTTP-SPNEGO-session-encrypted\r\n` +
        `${tab}OriginalContent: type=application/soap+xml;charset=UTF-8;Length=${length}\r\n` +
        `${dash}Encrypted Boundary\r\n${tab}Content-Type: application/octet-stream\r\n`,
    ),
    Buffer.from("10000000", "hex"),
    signature,
    bytes,
    Buffer.from(`${dash}Encrypted Boundary--${end}`),
  ]);
}

describe("a sealed body", () => {
  test("is written as Windows writes it, with its content type", () => {
    expect(encodeSealedBody({ contentType, signature, data })).toEqual(body());
    expect(SEALED_CONTENT_TYPE).toBe(
      'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"',
    );
  });

  test.each([
    ["as Windows writes it", {}],
    ["without tabs", { tab: "" }],
    ["with a space before the boundary", { dash: "-- " }],
    ["without a line break at the end", { end: "" }],
  ])("is read %s", (_how, change) => {
    expect(decodeSealedBody(SEALED_CONTENT_TYPE, body(change))).toEqual({ contentType, signature, data });
  });

  test("may hold line breaks, dashes and the boundary itself", () => {
    const bytes = Buffer.from("\r\n--Encrypted Boundary--\r\n--Encrypted Boundary\r\n");
    const read = decodeSealedBody(SEALED_CONTENT_TYPE, body({ bytes, length: bytes.length }));
    expect(read.data).toEqual(bytes);
  });

  test("of any bytes is read back as it was", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const sealed = { contentType, signature, data: Buffer.from(bytes) };
        expect(decodeSealedBody(SEALED_CONTENT_TYPE, encodeSealedBody(sealed))).toEqual(sealed);
      }),
    );
  });

  test.each([
    ["a length that is not that of the bytes", body({ length: 11 })],
    ["no end", body().subarray(0, -24)],
    ["nothing", Buffer.alloc(0)],
    ["a signature beyond the end", Buffer.concat([body().subarray(0, 226), Buffer.from("ffffffff", "hex")])],
    ["half of it", body().subarray(0, 120)],
  ])("with %s is INV509", (_what, bytes) => {
    expect(() => decodeSealedBody(SEALED_CONTENT_TYPE, bytes)).toThrow(expect.objectContaining({ code: "INV509" }));
  });

  test("cut anywhere is INV509 or whole, and never anything else", () => {
    const whole = body();
    for (let end = 0; end < whole.length; end++) {
      try {
        expect(decodeSealedBody(SEALED_CONTENT_TYPE, whole.subarray(0, end)).data).toEqual(data);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }
  });
});

test.each([
  [SEALED_CONTENT_TYPE, true],
  ["Multipart/Encrypted", true],
  ["multipart/encrypted-not", false],
  ["text/html", false],
  [null, false],
])("%s is a sealed type: %s", (type, expected) => {
  expect(isSealedType(type)).toBe(expected);
});
