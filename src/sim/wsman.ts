/** The WS-Management service of a simulated client: one message in, one answer out. [MS-WSMV] 3.1.4. */
import { ACTION, NS } from "../wsman/namespaces.ts";
import { parseXml, type XmlElement } from "../wsman/xml.ts";
import type { SimClient } from "./client.ts";
import { type Answer, envelope } from "./envelope.ts";
import { faultAnswer, SoapFault } from "./faults.ts";
import { deleteInstance } from "./operations/delete.ts";
import { enumerate, pull, release } from "./operations/enumerate.ts";
import { get } from "./operations/get.ts";
import { identify, isIdentify } from "./operations/identify.ts";
import { invoke } from "./operations/invoke.ts";
import { isShellRequest, RECEIVE, serveShell, untilReceivable } from "./operations/shell.ts";
import type { Operation } from "./operations/target.ts";
import { actionOf, contentOf, messageIdOf, readRequest } from "./request.ts";

/** What most hosts of a fleet run: Windows Server 2022. */
const WINDOWS = "10.0.20348";

/** A message that was read, before anything is done about it. */
export interface Message {
  readonly envelope: XmlElement;
  readonly action: string;
  readonly messageId: string | null;
}

/** An answer, before HTTP and sealing. */
export interface Served {
  /** 200, or 500 for a fault. */
  readonly status: 200 | 500;
  readonly text: string;
}

/** Null where the text is no XML: such a request gets no SOAP for an answer. */
export function readMessage(text: string): Message | null {
  try {
    const root = parseXml(text);
    return { envelope: root, action: actionOf(root), messageId: messageIdOf(root) };
  } catch {
    return null;
  }
}

/** The answer for a caller that has not logged on: Identify alone is given one. Null where it asks for more. */
export function serveStranger({ envelope: root }: Message): Served | null {
  return isIdentify(contentOf(root)) ? { status: 200, text: identify(null) } : null;
}

/** Carries a message out and gives the answer. */
export function serve(client: SimClient, { envelope: root, messageId }: Message, connection: number): Served {
  try {
    if (client.quota > 0) {
      client.quota -= 1;
      throw new SoapFault("quota");
    }
    if (isIdentify(contentOf(root))) {
      client.deeds.note(connection, { deed: "identify" });
      return { status: 200, text: identify(client.kind.windows ?? WINDOWS) };
    }
    const request = readRequest(root);
    if (keepsOut(client, connection)) throw new SoapFault("serviceDenied");
    const text = envelope(dispatch({ client, request, connection }), messageId);
    if (Buffer.byteLength(text) > request.maxEnvelopeSize) throw new SoapFault("answerTooLarge");
    return { status: 200, text };
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error;
    client.deeds.note(connection, { deed: "fault", result: error.fault });
    return { status: 500, text: envelope(faultAnswer(error, client.speaker), messageId) };
  }
}

/** Whether the service has no ear for whoever logged on: [MS-WSMV] 3.1.4.1.28. A local account has no domain. */
function keepsOut({ kind, deeds }: SimClient, connection: number): boolean {
  if (kind.winrm !== "filters-local") return kind.winrm === "denied";
  const logon = deeds.list.findLast((deed) => deed.deed === "logon" && deed.connection === connection);
  return !/[\\@]/.test(logon?.subject ?? "");
}

/** Resolves when a message can be answered: at once, but for a shell's output that there is none of yet. */
export async function untilAnswerable(client: SimClient, message: Message, connection: number): Promise<void> {
  const { envelope: root, action } = message;
  if (action !== RECEIVE) return;
  try {
    await untilReceivable({ client, request: readRequest(root), connection });
  } catch (error) {
    // Whatever is wrong with it, its answer says.
    if (!(error instanceof SoapFault)) throw error;
  }
}

function dispatch(operation: Operation): Answer {
  if (isShellRequest(operation.request)) return serveShell(operation);
  const { action } = operation.request;
  if (action === ACTION.get) return get(operation);
  if (action === ACTION.delete) return deleteInstance(operation);
  if (action === ACTION.enumerate) return enumerate(operation);
  if (action === ACTION.pull) return pull(operation);
  if (action === ACTION.release) return release(operation);
  if (action.startsWith(NS.transfer) || action.startsWith(NS.enumeration)) throw new SoapFault("actionUnknown");
  return invoke(operation);
}
