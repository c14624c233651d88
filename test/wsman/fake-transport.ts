import type { PostOptions, Reply, Transport } from "../../src/net/transport.ts";
import { NS } from "../../src/wsman/namespaces.ts";
import { parseXml, type XmlElement } from "../../src/wsman/xml.ts";
import { envelope, soap } from "./answers.ts";

/** One message as the host sees it. */
export interface Sent {
  readonly header: XmlElement;
  readonly body: XmlElement;
  readonly action: string;
  readonly messageId: string;
  readonly contentType: string;
  readonly options: PostOptions;
}

/** What the host does with a message: a body answers it properly; anything else is thrown or sent as it is. */
export type Turn = (sent: Sent) => string | Reply | Promise<never>;

export interface ScriptedTransport extends Transport {
  readonly sent: readonly Sent[];
  readonly rested: number;
}

/** A host that takes its turns in order and is disconnected by a turn that throws. What is aborted already is not sent. */
export function scripted(...turns: readonly Turn[]): ScriptedTransport {
  const sent: Sent[] = [];
  let connected = false;
  let rested = 0;
  return {
    sent,
    async post(bytes, contentType, options) {
      options.signal.throwIfAborted();
      const turn = turns[sent.length];
      if (turn === undefined) throw new Error(`message ${sent.length + 1} was not expected`);
      const message = read(bytes, contentType, options);
      sent.push(message);
      connected = true;
      try {
        const result = await turn(message);
        if (typeof result !== "string") return result;
        const action = `${message.action}Response`;
        return soap(envelope({ action, relatesTo: message.messageId, body: result }));
      } catch (error) {
        connected = false;
        throw error;
      }
    },
    get requests() {
      return sent.length;
    },
    logon: null,
    get connected() {
      return connected;
    },
    get rested() {
      return rested;
    },
    rest() {
      connected = false;
      rested++;
    },
    close() {
      connected = false;
    },
  };
}

function read(bytes: Buffer, contentType: string, options: PostOptions): Sent {
  const root = parseXml(bytes);
  const header = root.child(NS.soap, "Header");
  const body = root.child(NS.soap, "Body");
  if (header === null || body === null) throw new Error("the message is no envelope");
  const text = (local: string) => header.child(NS.addressing, local)?.text ?? "";
  return { header, body, action: text("Action"), messageId: text("MessageID"), contentType, options };
}
