import { Fault } from "../base/fault.ts";
import { deliveryBy, holdsMessage, statusFault } from "./answers.ts";
import { decodeSealedBody, isSealedType } from "./auth/multipart.ts";
import type { MessageSealing } from "./auth/sealing.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { Reply } from "./transport.ts";

/**
 * The message in an answer. Under sealing nothing plain is ever handed up: anybody on the way could have written it,
 * and what its status says is no proof of what the host did.
 */
export function readReply(
  answer: HttpAnswer,
  { name, sealing }: { readonly name: string; readonly sealing: MessageSealing | null },
): Reply {
  const { status, contentType, body } = answer;
  if (status === 401) {
    throw new Fault("INV510", `${name} no longer accepts the logon of this connection.`, { delivered: "no" });
  }
  if (sealing === null) {
    if (holdsMessage(answer) && (status < 300 || status >= 400)) return { status, contentType, body };
    throw statusFault(answer, { name, delivered: deliveryBy(status) });
  }
  if (isSealedType(contentType)) {
    const sealed = decodeSealedBody(contentType as string, body);
    return { status, contentType: sealed.contentType, body: sealing.unseal(sealed) };
  }
  if (status < 300 || holdsMessage(answer) || (status === 500 && body.length > 0)) {
    throw new Fault("INV507", `${name} sent a plain answer on a sealed connection; it was not read.`, {
      delivered: "maybe",
      detail: { status },
    });
  }
  throw statusFault(answer, { name, delivered: "maybe" });
}
