/** A caller of the simulated fleet, written from the documents alone: raw HTTP, NTLM by its messages, envelopes by hand. */
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { TLSSocket } from "node:tls";
import { AvId, avBytes, encodeAvPairs, flagsPair } from "../../src/net/auth/av-pairs.ts";
import { ntlmChannelBinding, tlsServerEndPoint } from "../../src/net/auth/channel-binding.ts";
import { decodeSealedBody, encodeSealedBody, SEALED_CONTENT_TYPE } from "../../src/net/auth/multipart.ts";
import { encodeAuthenticate, MIC_AT } from "../../src/net/auth/ntlm-authenticate.ts";
import { type ChallengeMessage, decodeChallenge } from "../../src/net/auth/ntlm-challenge.ts";
import { CLIENT_FLAGS } from "../../src/net/auth/ntlm-flags.ts";
import {
  encodeClientChallenge,
  exchangeSessionKey,
  messageIntegrityCode,
  ntowfv2,
  proveNtlmv2,
} from "../../src/net/auth/ntlm-keys.ts";
import { encodeNegotiate } from "../../src/net/auth/ntlm-negotiate.ts";
import { Sealing } from "../../src/net/auth/sealing.ts";
import type { Fleet } from "../../src/sim/fleet.ts";

export const SOAP = "application/soap+xml;charset=UTF-8";

export interface HttpAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: readonly string[];
  readonly body: Buffer;
}

/** What the third message is made with. */
export interface Proof {
  readonly token: Buffer;
  readonly sealing: Sealing;
}

export class Caller {
  readonly #agent: Agent;
  readonly #fleet: Fleet;
  readonly #host: string;
  readonly #port: number;
  readonly negotiate = encodeNegotiate({ flags: CLIENT_FLAGS, version: null });
  sealing: Sealing | null = null;
  certificate: Buffer | null = null;

  constructor(fleet: Fleet, name = fleet.targets[0]?.name as string) {
    this.#fleet = fleet;
    this.#host = name;
    this.#port = fleet.targets.find((target) => target.name === name)?.port ?? fleet.port;
    const keep = { keepAlive: true, maxSockets: 1 };
    this.#agent =
      fleet.ca === null ? new Agent(keep) : new TlsAgent({ ...keep, ca: readFileSync(fleet.ca), servername: name });
  }

  /** A connection stands, whether in use or not. */
  get connected(): boolean {
    const { sockets, freeSockets } = this.#agent;
    return Object.keys(sockets).length + Object.keys(freeSockets).length > 0;
  }

  post(headers: Record<string, string>, body: Buffer | string = "", path = "/wsman"): Promise<HttpAnswer> {
    const send = this.#fleet.ca === null ? httpRequest : tlsRequest;
    const bytes = Buffer.from(body as string);
    return new Promise((resolve, reject) => {
      const request = send(
        {
          agent: this.#agent,
          host: this.#fleet.address,
          port: this.#port,
          path,
          method: "POST",
          headers: { Host: `${this.#host}:${this.#port}`, "Content-Length": String(bytes.length), ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          const { socket } = response;
          // Node gives it once for each connection.
          if (socket instanceof TLSSocket) this.certificate = socket.getPeerX509Certificate()?.raw ?? this.certificate;
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve({
              status: response.statusCode as number,
              reason: response.statusMessage as string,
              headers: response.headers,
              raw: response.rawHeaders,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      request.on("error", reject);
      request.end(bytes);
    });
  }

  /** T1, and what came back. */
  async challenge(): Promise<{
    readonly answer: HttpAnswer;
    readonly token: Buffer;
    readonly message: ChallengeMessage;
  }> {
    const answer = await this.post({ Authorization: `Negotiate ${this.negotiate.toString("base64")}` });
    const token = tokenOf(answer);
    return { answer, token, message: decodeChallenge(token) };
  }

  /** T3 for a challenge. */
  prove(
    challenge: Buffer,
    { password = this.#fleet.password, breakMic = false, binding = this.#binding() } = {},
  ): Proof {
    const { targetInfo, serverChallenge, flags } = decodeChallenge(challenge);
    const user = this.#fleet.username;
    const bound = binding === null ? [] : [{ id: AvId.channelBindings, value: binding }];
    const pairs = encodeAvPairs([...targetInfo, flagsPair(2), ...bound]);
    const time = avBytes(targetInfo, AvId.timestamp) as Buffer;
    const temp = encodeClientChallenge({ time, nonce: randomBytes(8), targetInfo: pairs });
    const key = ntowfv2({ user, domain: "", password });
    const { proof, sessionBaseKey } = proveNtlmv2(key, { serverChallenge, temp });
    const sessionKey = randomBytes(16);
    const token = encodeAuthenticate({
      flags,
      lmResponse: Buffer.alloc(24),
      ntResponse: Buffer.concat([proof, temp]),
      domain: "",
      user,
      workstation: "",
      encryptedSessionKey: exchangeSessionKey(sessionBaseKey, sessionKey),
      version: { major: 10, minor: 0, build: 17_763 },
      mic: Buffer.alloc(16),
    });
    const mic = messageIntegrityCode(sessionKey, [this.negotiate, challenge, Buffer.from(token)]);
    if (breakMic) mic[0] = (mic[0] as number) ^ 1;
    mic.copy(token, MIC_AT);
    return { token, sealing: new Sealing({ sessionKey, role: "client" }) };
  }

  /** Logs on in the three-request form. */
  async logOn(): Promise<HttpAnswer> {
    const { token } = await this.challenge();
    const proof = this.prove(token);
    this.sealing = proof.sealing;
    return this.post({ Authorization: `Negotiate ${proof.token.toString("base64")}` });
  }

  /** A sealed message and its unsealed answer. */
  async sealed(
    text: string,
    headers: Record<string, string> = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    const sealing = this.sealing as Sealing;
    const body = encodeSealedBody({ contentType: SOAP, ...sealing.seal(Buffer.from(text)) });
    const answer = await this.post({ "Content-Type": SEALED_CONTENT_TYPE, ...headers }, body);
    const parts = decodeSealedBody(answer.headers["content-type"] as string, answer.body);
    return { status: answer.status, text: sealing.unseal(parts).toString("utf8") };
  }

  close(): void {
    this.#agent.destroy();
  }

  #binding(): Buffer | null {
    return this.certificate === null ? null : ntlmChannelBinding(tlsServerEndPoint(this.certificate));
  }
}

export function tokenOf(answer: HttpAnswer): Buffer {
  const header = answer.headers["www-authenticate"] ?? "";
  return Buffer.from(/Negotiate ([A-Za-z0-9+/=]+)/.exec(header)?.[1] ?? "", "base64");
}

const WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/";
export const STATUS_URI = `${WMI}root/ccm/invagt/InventoryActionStatus`;
export const ALL_STATUS_URI = `${WMI}root/ccm/invagt/*`;
export const CLIENT_URI = `${WMI}root/ccm/SMS_Client`;
export const HARDWARE = "{00000000-0000-0000-0000-000000000001}";
export const SOFTWARE = "{00000000-0000-0000-0000-000000000002}";
export const TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
export const ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";

export interface Written {
  readonly action: string;
  readonly uri: string;
  readonly selectors?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Replaces or, with an empty text, leaves out a header by its name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** A request after the examples of [MS-WSMV] 4.1. */
export function written({
  action,
  uri,
  selectors = {},
  body = "",
  headers = {},
  id = `uuid:${randomUUID()}`,
}: Written): string {
  const set = Object.entries(selectors).map(([name, value]) => `<w:Selector Name="${name}">${value}</w:Selector>`);
  const anonymous = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";
  const all: Record<string, string> = {
    To: "<a:To>http://127.0.0.1:5985/wsman</a:To>",
    ResourceURI: `<w:ResourceURI s:mustUnderstand="true">${uri}</w:ResourceURI>`,
    ReplyTo: `<a:ReplyTo><a:Address s:mustUnderstand="true">${anonymous}</a:Address></a:ReplyTo>`,
    Action: `<a:Action s:mustUnderstand="true">${action}</a:Action>`,
    MaxEnvelopeSize: '<w:MaxEnvelopeSize s:mustUnderstand="true">153600</w:MaxEnvelopeSize>',
    MessageID: `<a:MessageID>${id}</a:MessageID>`,
    Locale: '<w:Locale xml:lang="en-US" s:mustUnderstand="false"/>',
    OperationTimeout: "<w:OperationTimeout>PT60S</w:OperationTimeout>",
    SelectorSet: set.length === 0 ? "" : `<w:SelectorSet>${set.join("")}</w:SelectorSet>`,
    ...headers,
  };
  return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:n="${ENUMERATION}"><s:Header>${Object.values(all).join("")}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

export function readRow(id = HARDWARE): string {
  return written({ action: `${TRANSFER}/Get`, uri: STATUS_URI, selectors: { InventoryActionID: id } });
}

export function deleteRow(id = HARDWARE): string {
  return written({ action: `${TRANSFER}/Delete`, uri: STATUS_URI, selectors: { InventoryActionID: id } });
}

export function trigger(id = HARDWARE): string {
  const body = `<p:TriggerSchedule_INPUT xmlns:p="${CLIENT_URI}"><p:sScheduleID>${id}</p:sScheduleID></p:TriggerSchedule_INPUT>`;
  return written({ action: `${CLIENT_URI}/TriggerSchedule`, uri: CLIENT_URI, body });
}

export function enumerateAll(inside: string, uri = ALL_STATUS_URI): string {
  return written({ action: `${ENUMERATION}/Enumerate`, uri, body: `<n:Enumerate>${inside}</n:Enumerate>` });
}

export function wql(query: string, inside = "<w:OptimizeEnumeration/><w:MaxElements>32000</w:MaxElements>"): string {
  return enumerateAll(`${inside}<w:Filter Dialect="http://schemas.microsoft.com/wbem/wsman/1/WQL">${query}</w:Filter>`);
}
