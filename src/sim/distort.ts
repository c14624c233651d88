/** Answers that say something else than what was done; before HTTP and sealing. */
import { xml } from "../wsman/markup.ts";
import { NS } from "../wsman/namespaces.ts";
import type { SimClient } from "./client.ts";
import { envelope } from "./envelope.ts";
import { faultAnswer, SoapFault } from "./faults.ts";
import type { DoneTrouble } from "./trouble.ts";
import type { Message, Served } from "./wsman.ts";

/** WBEM_E_FAILED of the WMI error constants, as a method returns it. */
const RETURNED_FAILURE = "2147749889";
/** A context that every host would have forgotten, were it asked for it. */
const ENDLESS = "uuid:00000000-0000-0000-0000-000000000000";
const EMPTY_PAGE = xml`<n:PullResponse><n:Items/></n:PullResponse>`;

/** The answer as this trouble has it; the very same where it is of another sort. */
export function distort(served: Served, { client, message, trouble }: Distortion): Served {
  const { text } = served;
  const fault = (name: "denied" | "timedOut" | "aborted"): Served => ({
    status: 500,
    text: envelope(faultAnswer(new SoapFault(name, { operation: "ExecMethod" }), client.speaker), message.messageId),
  });
  switch (trouble) {
    case "malformed":
      return { ...served, text: `${text.slice(0, text.length >> 1)}<` };
    case "bodiless":
      return { ...served, text: text.replace(/<s:Body>.*<\/s:Body>/s, "<s:Body/>") };
    case "other-action":
      return { ...served, text: text.replace(/<a:Action>[^<]*</, `<a:Action>${NS.transfer}/PutResponse<`) };
    case "endless":
      return { status: 200, text: endless(served, message) };
    case "timed-out":
      return fault("timedOut");
    case "aborted":
      return fault("aborted");
    case "contradicts": {
      const returned = text.replace(/ReturnValue>0</, `ReturnValue>${RETURNED_FAILURE}<`);
      return returned === text ? fault("denied") : { ...served, text: returned };
    }
    default:
      return served;
  }
}

/** Whose answer to what, and what becomes of it. */
export interface Distortion {
  readonly client: SimClient;
  readonly message: Message;
  readonly trouble: DoneTrouble;
}

/** A sequence that has no end: each page names a context by which it goes on. */
function endless({ text }: Served, { action, messageId }: Message): string {
  const goesOn = `<n:EnumerationContext>${ENDLESS}</n:EnumerationContext>`;
  if (action.endsWith("/Pull")) {
    const page = text.includes("<n:PullResponse>")
      ? text.replace(/<n:EnumerationContext>[^<]*<\/n:EnumerationContext>|<n:EndOfSequence\/>/g, "")
      : envelope({ action: `${NS.enumeration}/PullResponse`, body: EMPTY_PAGE }, messageId);
    return page.replace("<n:PullResponse>", `<n:PullResponse>${goesOn}`);
  }
  return text
    .replace(/<n:EnumerationContext>[^<]*<\/n:EnumerationContext>|<n:EnumerationContext\/>/, goesOn)
    .replace("<w:EndOfSequence/>", "");
}
