/**
 * Requests: SOAP 1.2 envelopes with the headers of DSP0226 1.0 as [MS-WSMV] 3.1.4.1 narrows them.
 */
import { type Markup, xml } from "./markup.ts";
import { ANONYMOUS, NS } from "./namespaces.ts";

/** What every request and answer is, to HTTP. */
export const SOAP_CONTENT_TYPE = "application/soap+xml;charset=UTF-8";

/** What one message asks for. */
export interface RequestParts {
  readonly action: string;
  readonly resourceUri: string;
  /** Keys of the object meant; none for a class. */
  readonly selectors?: Readonly<Record<string, string>>;
  /** The content of s:Body; empty by default. */
  readonly body?: Markup;
}

/** A message ready to be sent, with what its answer is recognised by. */
export interface Request {
  readonly bytes: Buffer;
  /** The action of the answer; null where it has none (Identify). */
  readonly answerAction: string | null;
  readonly messageId: string | null;
}

/** What all requests of a session share. */
export interface EnvelopeOptions {
  /** The language asked for; a host that lacks it answers in its own. Default en-US, which every Windows has. */
  readonly locale?: string;
  /** a:To. Windows takes any host name, so the default serves through every name and port forwarding. */
  readonly to?: string;
}

/**
 * Bounds the answer. Above the host's own limit the host lowers it silently ([MS-WSMV] 3.1.4.1), and what the host
 * takes from us is bounded by its own setting alone. So the default of hosts since Server 2012, 500 KB, costs older
 * ones (150 KB) nothing, and an instance of that size is still answered.
 */
const MAX_ENVELOPE_BYTES = 512_000;

/** MaxTimeoutms of a host that nobody configured: [MS-WSMV] 3.1.4.1.6. What is longer is lowered to it. */
const MAX_TIMEOUT_MS = 60_000;

/** What is kept of our own time for the way there and back: a tenth, within these. */
const MARGIN_MS = { least: 250, most: 5_000 } as const;

/** The time to grant the host, so that its TimedOut arrives before we give up. Milliseconds, at least one. */
export function operationTimeoutMs(timeoutMs: number): number {
  const margin = Math.min(Math.max(timeoutMs / 10, MARGIN_MS.least), MARGIN_MS.most);
  return Math.max(1, Math.min(Math.floor(timeoutMs - margin), MAX_TIMEOUT_MS));
}

/** Writes the requests of one session: what they share is put into text once. `timeoutMs` is our own deadline. */
export type EnvelopeWriter = (parts: RequestParts, timeoutMs: number) => Request;

/** A writer for one session, which has an id of its own by which the host's event log groups its operations. */
export function createEnvelopeWriter({
  locale = "en-US",
  to = "http://localhost/wsman",
}: EnvelopeOptions = {}): EnvelopeWriter {
  const opening = xml`<s:Envelope xmlns:s="${NS.soap}" xmlns:a="${NS.addressing}" xmlns:w="${NS.wsman}" xmlns:p="${NS.microsoft}"><s:Header><a:To>${to}</a:To><a:ReplyTo><a:Address s:mustUnderstand="true">${ANONYMOUS}</a:Address></a:ReplyTo><w:MaxEnvelopeSize s:mustUnderstand="true">${MAX_ENVELOPE_BYTES}</w:MaxEnvelopeSize><w:Locale xml:lang="${locale}" s:mustUnderstand="false"/><p:DataLocale xml:lang="${locale}" s:mustUnderstand="false"/><p:SessionId s:mustUnderstand="false">${freshId()}</p:SessionId>`;
  return ({ action, resourceUri, selectors, body }, timeoutMs) => {
    const messageId = freshId();
    const seconds = (operationTimeoutMs(timeoutMs) / 1_000).toFixed(3);
    const envelope = xml`${opening}<w:ResourceURI s:mustUnderstand="true">${resourceUri}</w:ResourceURI><a:Action s:mustUnderstand="true">${action}</a:Action><a:MessageID>${messageId}</a:MessageID><w:OperationTimeout>PT${seconds}S</w:OperationTimeout>${writeSelectors(selectors)}</s:Header><s:Body>${body ?? []}</s:Body></s:Envelope>`;
    return { bytes: Buffer.from(String(envelope)), answerAction: `${action}Response`, messageId };
  };
}

/** DSP0226 5.1.2.2. The host compares names and values without regard to case. */
function writeSelectors(selectors: Readonly<Record<string, string>> = {}): readonly Markup[] {
  const written = Object.entries(selectors).map(
    ([name, value]) => xml`<w:Selector Name="${name}">${value}</w:Selector>`,
  );
  return written.length === 0 ? [] : [xml`<w:SelectorSet>${written}</w:SelectorSet>`];
}

function freshId(): string {
  return `uuid:${crypto.randomUUID().toUpperCase()}`;
}
