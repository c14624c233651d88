import fc from "fast-check";
import { expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { createClient, type WsmanClient } from "../../src/wsman/client.ts";
import { scripted, type Turn } from "./fake-transport.ts";

const LIMITS = { signal: new AbortController().signal, timeoutMs: 30_000 };
const PATH = { namespace: "root\\x", className: "X" };

/** The names that mean something to us, each in each namespace. */
const NAMES =
  "Fault Code Subcode Value Reason Text Detail WSManFault Message MSFT_WmiError CIMStatusCode error_Code MessageID EnumerateResponse PullResponse EnumerationContext Items Item XmlFragment EndOfSequence Address EndpointReference ReferenceParameters ResourceURI SelectorSet Selector Datetime Interval X_OUTPUT IdentifyResponse ProtocolVersion ProductVendor ProductVersion SecurityProfiles __proto__ constructor".split(
    " ",
  );
const PREFIXES = ["", "S:", "adr:", "wsm:", "en:", "f:"];
const ATTRIBUTES = [
  "",
  ' xsi:nil="true"',
  ' xsi:type="x:_Type"',
  ' xsi:type="x:Y_Type"',
  ' Code="-1"',
  ' Name="__proto__"',
];
const TEXTS = ["", " ", "1", "4294967295", "HRESULT 0x80041002", "2013-02-30T00:00:00Z", "&#xD;", "é"];

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .record({
      prefix: fc.constantFrom(...PREFIXES),
      name: fc.constantFrom(...NAMES),
      attribute: fc.constantFrom(...ATTRIBUTES),
      text: fc.constantFrom(...TEXTS),
      children: fc.oneof(
        { maxDepth: 5, depthIdentifier: "element" },
        fc.constant([]),
        fc.array(tie("element"), { maxLength: 4, depthIdentifier: "element" }),
      ),
    })
    .map(
      ({ prefix, name, attribute, text, children }) =>
        `<${prefix}${name}${attribute}>${text}${children.join("")}</${prefix}${name}>`,
    ),
}));

const OPERATIONS: readonly ((client: WsmanClient) => Promise<unknown>)[] = [
  (client) => client.get(PATH, LIMITS),
  (client) => client.delete(PATH, LIMITS),
  (client) => client.query("root\\x", "select * from X", LIMITS),
  (client) => client.invoke(PATH, "X", {}, LIMITS),
  (client) => client.identify(LIMITS),
];

it("no answer makes a client throw anything but a Fault, or ask for ever", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(element, { maxLength: 3 }), fc.constantFrom(...OPERATIONS), async (elements, operate) => {
      const turns = Array.from({ length: 5 }, (): Turn => () => elements.join(""));
      const client = createClient(scripted(...turns), { enumeration: { items: 5, pages: 3, bytes: 1_000_000 } });
      await operate(client).catch((fault: unknown) => expect(fault).toBeInstanceOf(Fault));
      expect(client.requests).toBeLessThanOrEqual(4);
    }),
    { numRuns: 1_500 },
  );
});
