import { type Delivery, Fault } from "../base/fault.ts";
import type { HttpAnswer } from "./http-answer.ts";

/** HTTP-level answers: what a status says where no WS-Management message comes with it. [MS-WSMV] 2.2, 3.1.4.1.20 */

/** Whether an answer holds a message that the protocol above can read. */
export function holdsMessage({ contentType, body }: HttpAnswer): boolean {
  return body.length > 0 && /^\s*(application\/soap\+xml|text\/xml|application\/xml)\s*(;|$)/i.test(contentType ?? "");
}

/**
 * How far a message got that was answered by a status alone, where nobody else can have written it: RFC 9110 15.4, 15.5
 * and 15.6.4 refuse it. An error within (500, a gateway's 502 and 504) may follow the deed.
 */
export function deliveryBy(status: number): Delivery {
  return (status >= 300 && status < 500) || status === 503 ? "yes" : "maybe";
}

/** The fault that a status without a message is. `name` is the target. */
export function statusFault({ status }: HttpAnswer, { name, delivered }: { name: string; delivered: Delivery }): Fault {
  const options = { delivered, detail: { status } };
  if (status === 400) return new Fault("INV425", `${name} calls the request bad (HTTP 400).`, options);
  if (status === 404 || status === 405 || (status >= 200 && status < 300)) {
    return new Fault("INV420", `What answers at ${name} is not WinRM (HTTP ${status}).`, options);
  }
  if (status === 413) return new Fault("INV421", `${name} finds the message too large (HTTP 413).`, options);
  if (status === 425 || status === 429 || status === 503) {
    return new Fault("INV422", `${name} is too busy to answer (HTTP ${status}).`, options);
  }
  if (status === 500) return new Fault("INV423", `${name} answered with HTTP 500 and no word about it.`, options);
  if (status >= 300 && status < 400) {
    return new Fault("INV424", `${name} sends us elsewhere (HTTP ${status}).`, options);
  }
  return new Fault("INV426", `${name} answered with HTTP ${status}.`, options);
}
