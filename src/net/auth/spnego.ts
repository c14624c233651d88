import {
  contextTag,
  type DerElement,
  DerTag,
  derChild,
  derChildren,
  readDer,
  readOid,
  writeDer,
  writeOid,
} from "./der.ts";
import { malformed } from "./ntlm-fields.ts";

/** SPNEGO tokens around another mechanism's: RFC 4178 4.2, [MS-SPNG] 2.2. */

const SPNEGO_OID = "1.3.6.1.5.5.2";

/** NTLM as a mechanism, [MS-SPNG] 1.9. */
export const NTLM_OID = "1.3.6.1.4.1.311.2.2.10";

/** Kerberos as a mechanism, RFC 4121 1. */
export const KRB5_OID = "1.2.840.113554.1.2.2";

/** negState of RFC 4178 4.2.2. */
export const NegState = { acceptCompleted: 0, acceptIncomplete: 1, reject: 2, requestMic: 3 } as const;

/** The first token, from the initiator. */
export interface NegTokenInit {
  /** Object identifiers in dots, the one preferred first. */
  readonly mechTypes: readonly string[];
  /** MechTypeList as bytes: what a mechListMIC is made over. */
  readonly mechTypeList: Buffer;
  readonly mechToken: Buffer | null;
  readonly mechListMic: Buffer | null;
}

/** Every later token, from either side. */
export interface NegTokenResp {
  readonly negState: number | null;
  readonly supportedMech: string | null;
  readonly responseToken: Buffer | null;
  readonly mechListMic: Buffer | null;
}

/** NegotiationToken, RFC 4178 4.2. */
export type SpnegoToken =
  | { readonly kind: "init"; readonly init: NegTokenInit }
  | { readonly kind: "resp"; readonly resp: NegTokenResp };

/** Whether a token begins as SPNEGO's do. */
export function isSpnego(token: Uint8Array): boolean {
  return token[0] === DerTag.application0 || token[0] === contextTag(0) || token[0] === contextTag(1);
}

/** Unwraps a token: NegTokenInit with or without its outer frame (RFC 4178 4.2), or NegTokenResp. */
export function decodeSpnego(token: Buffer): SpnegoToken {
  const outer = required(readDer(token));
  if (outer.tag === contextTag(1)) return { kind: "resp", resp: decodeResp(sequence(outer)) };
  if (outer.tag === contextTag(0)) return { kind: "init", init: decodeInit(sequence(outer)) };
  if (outer.tag !== DerTag.application0) throw malformed("it is no SPNEGO token");
  const oid = required(readDer(outer.content));
  if (oid.tag !== DerTag.oid || readOid(oid.content) !== SPNEGO_OID) throw malformed("it is of another mechanism");
  const choice = required(readDer(outer.content, oid.end));
  if (choice.tag !== contextTag(0)) throw malformed("it is no first SPNEGO token");
  return { kind: "init", init: decodeInit(sequence(choice)) };
}

/** NegTokenInit, or NegTokenInit2 of [MS-SPNG] 2.2.1, where hints stand at 3 and the MIC at 4. */
function decodeInit(content: Buffer): NegTokenInit {
  const list = required(readDer(required(derChild(content, contextTag(0))).content));
  const third = derChild(content, contextTag(3));
  const mic = derChild(content, contextTag(4)) ?? (isOctets(third) ? third : null);
  return {
    mechTypes: derChildren(list.content).map((mech) => readOid(mech.content)),
    mechTypeList: writeDer(DerTag.sequence, list.content),
    mechToken: octets(derChild(content, contextTag(2))),
    mechListMic: octets(mic),
  };
}

function decodeResp(content: Buffer): NegTokenResp {
  const state = derChild(content, contextTag(0));
  const mech = derChild(content, contextTag(1));
  return {
    negState: state === null ? null : (required(readDer(state.content)).content[0] ?? null),
    supportedMech: mech === null ? null : readOid(required(readDer(mech.content)).content),
    responseToken: octets(derChild(content, contextTag(2))),
    mechListMic: octets(derChild(content, contextTag(3))),
  };
}

/** A first token that offers the mechanisms in order. */
export function encodeNegTokenInit(init: Pick<NegTokenInit, "mechTypes" | "mechToken">): Buffer {
  const list = writeDer(DerTag.sequence, ...init.mechTypes.map(writeOid));
  const fields = [writeDer(contextTag(0), list), ...octetField(2, init.mechToken)];
  const token = writeDer(contextTag(0), writeDer(DerTag.sequence, ...fields));
  return writeDer(DerTag.application0, writeOid(SPNEGO_OID), token);
}

/** A later token; what is null is left out. */
export function encodeNegTokenResp(resp: NegTokenResp): Buffer {
  const { negState, supportedMech } = resp;
  const fields = [
    ...(negState === null ? [] : [writeDer(contextTag(0), writeDer(DerTag.enumerated, Buffer.from([negState])))]),
    ...(supportedMech === null ? [] : [writeDer(contextTag(1), writeOid(supportedMech))]),
    ...octetField(2, resp.responseToken),
    ...octetField(3, resp.mechListMic),
  ];
  return writeDer(contextTag(1), writeDer(DerTag.sequence, ...fields));
}

function octetField(number: number, value: Buffer | null): Buffer[] {
  return value === null ? [] : [writeDer(contextTag(number), writeDer(DerTag.octets, value))];
}

function sequence(element: DerElement): Buffer {
  const inner = required(readDer(element.content));
  if (inner.tag !== DerTag.sequence) throw malformed("it holds no sequence");
  return inner.content;
}

function isOctets(element: DerElement | null): boolean {
  return element !== null && readDer(element.content)?.tag === DerTag.octets;
}

function octets(element: DerElement | null): Buffer | null {
  if (element === null) return null;
  const inner = required(readDer(element.content));
  return inner.tag === DerTag.octets ? inner.content : null;
}

function required(element: DerElement | null): DerElement {
  if (element === null) throw malformed("its DER is cut short");
  return element;
}
