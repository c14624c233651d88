import { type CimInstance, cimArray, cimBoolean, cimDatetime, cimString, cimUint32 } from "../../../src/base/cim.ts";
import type { Reply } from "../../../src/net/transport.ts";
import { createClient } from "../../../src/wsman/client.ts";
import { envelope, faultBody, serviceFault } from "../../wsman/answers.ts";
import { recordedFaults } from "../../wsman/recordings.ts";
import { headOf, joined, type Kind, piecesOf, verdictOf } from "../kind.ts";
import { markupMutators } from "../mutations/markup.ts";
import { exchanged, operations, replying, SEEDS, simulated, steady } from "../simulated.ts";
import { soapWords } from "../words.ts";

const SOAP = "application/soap+xml;charset=UTF-8";
/** A host that never comes to an end is given up sooner than in a run. */
const LIMITS = { items: 5_000, pages: 20, bytes: 1_048_576 };

/** An answer as a piece: `200 content type`, a line feed, the message. Without RelatesTo, as recorded hosts may have it. */
function piece({ status, contentType, body }: Reply): string {
  return `${status} ${contentType}\n${steady(body.toString().replace(/<a:RelatesTo>[^<]*<\/a:RelatesTo>/, ""))}`;
}

/** The answers of a simulated host in each operation; the second time a row is deleted it is absent. */
async function simulatedAnswers(): Promise<readonly Buffer[]> {
  const samples: Buffer[] = [];
  for (const seed of SEEDS) {
    const host = simulated(seed);
    for (const name of [...Object.keys(operations), "row", "delete"]) {
      const pieces = (await exchanged(name, host)).map(({ reply }) => piece(reply));
      samples.push(joined([name, ...pieces]));
    }
    host.close();
  }
  return samples;
}

const ITEMS =
  '<en:EnumerateResponse><en:EnumerationContext>c1</en:EnumerationContext><wsm:Items><i:X xmlns:i="http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/X"><i:A>1</i:A></i:X></wsm:Items></en:EnumerateResponse>';
const LAST = "<en:PullResponse><en:Items/><en:EndOfSequence/></en:PullResponse>";
const TYPED =
  '<i:X xmlns:i="http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/X" xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" xsi:type="i:X_Type"><i:T><cim:Datetime>2026-11-21T22:00:00Z</cim:Datetime></i:T><i:A>1</i:A><i:A xsi:nil="true"/><i:R><adr:Address>x</adr:Address><adr:ReferenceParameters><wsm:ResourceURI>u</wsm:ResourceURI><wsm:SelectorSet><wsm:Selector Name="k">v</wsm:Selector></wsm:SelectorSet></adr:ReferenceParameters></i:R><i:E xsi:type="i:Y_Type"><i:P>q</i:P></i:E></i:X>';

const written = [
  joined(["query", `200 ${SOAP}\n${envelope({ body: ITEMS })}`, `200 ${SOAP}\n${envelope({ body: LAST })}`]),
  joined(["get", `200 ${SOAP}\n${envelope({ body: TYPED })}`]),
  joined(["get", `500 ${SOAP}\n${envelope({ body: faultBody({ detail: serviceFault(2150858793, "spät") }) })}`]),
];
const wide = Buffer.concat([
  Buffer.from("get\n%%%\n200 application/soap+xml;charset=UTF-16\n"),
  Buffer.from(`\ufeff${envelope({ body: TYPED })}`, "utf16le"),
]);
const recorded = recordedFaults().map(({ text }) => joined(["get", `500 ${SOAP}\n${text}`]));

/** Asks an instance for everything in every type that there is a reader for. */
function readAll(value: unknown): void {
  if (Array.isArray(value)) for (const each of value) readAll(each);
  if ((value as CimInstance | null | undefined)?.kind !== "instance") return;
  const instance = value as CimInstance;
  for (const [name, held] of instance.properties) {
    for (const read of [cimString, cimUint32, cimBoolean, cimDatetime, cimArray]) read(instance, name);
    readAll(held);
  }
}

/** Whole operations of the client: its name, then what the host answers to one message after the other. */
export const soapAnswers: Kind = {
  samples: [...(await simulatedAnswers()), ...written, wide, ...recorded],
  words: [...soapWords, ...Object.keys(operations), SOAP, "text/xml", "200", "500", "401"],
  text: true,
  structures: markupMutators,
  try: (input) =>
    verdictOf(async () => {
      const [name, ...replies] = piecesOf(input);
      let next = 0;
      const client = createClient(
        replying(() => {
          const { head, rest } = headOf(replies[Math.min(next++, replies.length - 1)] ?? Buffer.alloc(0));
          const [, status, contentType] = /^(\d{3})(?: (.*))?$/.exec(head) ?? [];
          return { status: Number(status ?? 200), contentType: contentType ?? null, body: rest };
        }),
        { enumeration: LIMITS },
      );
      const operate = operations[name?.toString() ?? ""] ?? operations.query;
      readAll(await operate?.(client));
    }),
};
