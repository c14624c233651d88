import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import type { Reply } from "../../src/net/transport.ts";
import { readAnswer } from "../../src/wsman/answer.ts";
import type { Request } from "../../src/wsman/envelope.ts";
import { envelope, faultBody, serviceFault, soap } from "./answers.ts";

const ID = "uuid:1B4E28BA-2FA1-4D3F-A0C6-5A1F4F6A3F01";
const REQUEST: Request = { bytes: Buffer.alloc(0), answerAction: "urn:x/GetResponse", messageId: ID };
const GOOD = { action: "urn:x/GetResponse", relatesTo: ID, body: "<r xmlns='urn:r'>1</r>" };
const read = (reply: Reply) =>
  readAnswer(reply, REQUEST, { doing: "Reading x", changes: true, names: "object" as const });
const code = (expected: string) => expect.objectContaining({ code: expected, delivered: "maybe" });

describe("an answer", () => {
  it("is the body of an envelope", () => {
    expect(read(soap(envelope(GOOD))).child("urn:r", "r")?.text).toBe("1");
  });

  it("may come in UTF-16", () => {
    const body = Buffer.from(`\ufeff${envelope(GOOD)}`, "utf16le");
    const reply = { status: 200, contentType: "application/soap+xml;charset=UTF-16", body };
    expect(read(reply).child("urn:r", "r")?.text).toBe("1");
  });

  it("may lack RelatesTo and Action, and write its id in lower case", () => {
    expect(read(soap(envelope({ body: GOOD.body }))).children.length).toBe(1);
    expect(read(soap(envelope({ ...GOOD, relatesTo: ` ${ID.toLowerCase()}\n` }))).children.length).toBe(1);
  });

  it("is INV606 where it belongs to another request, be it a fault", () => {
    const relatesTo = "uuid:1B4E28BA-2FA1-4D3F-A0C6-5A1F4F6A3F02";
    expect(() => read(soap(envelope({ ...GOOD, relatesTo })))).toThrow(code("INV606"));
    expect(() => read(soap(envelope({ relatesTo, body: faultBody({}) }), 500))).toThrow(code("INV606"));
  });

  it("is INV607 where it is for another action", () => {
    expect(() => read(soap(envelope({ ...GOOD, action: "urn:x/DeleteResponse" })))).toThrow(code("INV607"));
  });

  it.each([
    ["text/html; charset=us-ascii", "text/html"],
    [null, "no content type"],
    ["application/soap+xmlish", "application/soap+xmlish"],
    ["\u001b[31m", "no content type"],
  ])("is INV601 where its type is %j", (contentType, told) => {
    const reply = { status: 200, contentType, body: Buffer.from(envelope(GOOD)) };
    expect(() => read(reply)).toThrow(
      expect.objectContaining({
        code: "INV601",
        message: `The host's answer is not SOAP but ${told}, with HTTP status 200.`,
      }),
    );
  });

  it.each([
    ["another root", "<a/>"],
    ["SOAP 1.1", envelope(GOOD).replaceAll("2003/05/soap-envelope", "soap/envelope")],
    ["no body", `<S:Envelope xmlns:S="http://www.w3.org/2003/05/soap-envelope"/>`],
  ])("is INV605 with %s", (_name, text) => {
    expect(() => read(soap(text))).toThrow(code("INV605"));
  });

  it("is INV605 where HTTP says failure and SOAP does not", () => {
    expect(() => read(soap(envelope(GOOD), 500))).toThrow(code("INV605"));
  });

  it("is INV602 where it is cut off", () => {
    expect(() => read(soap(envelope(GOOD).slice(0, -5)))).toThrow(code("INV602"));
  });

  it("is the host's fault, whatever HTTP says", () => {
    const body = faultBody({ detail: serviceFault(2_150_858_752) });
    for (const status of [200, 500]) {
      const reply = soap(envelope({ relatesTo: ID, action: "urn:fault", body }), status);
      expect(() => read(reply)).toThrow(expect.objectContaining({ code: "INV701", delivered: "yes" }));
    }
  });

  it("throws nothing but a Fault, however it is mangled", () => {
    const texts = [envelope(GOOD), envelope({ body: faultBody({ subcode: "w:X", detail: serviceFault("-1", "m") }) })];
    const piece = fc.constantFrom("", "<", "&#x0;", "<a>", "</S:Body>", "]]>", 'Code=""', "\ud800", "xsi:nil='true'");
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(1_200), fc.nat(40), piece, (text, at, cut, added) => {
        try {
          read(soap(text.slice(0, at) + added + text.slice(at + cut)));
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
