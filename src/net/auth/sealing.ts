import { timingSafeEqual } from "node:crypto";
import { Fault } from "../../base/fault.ts";
import { type Direction, hmacMd5, sealKey, signKey } from "./ntlm-keys.ts";
import { Rc4 } from "./rc4.ts";

/** NTLM message sealing with extended session security, 128-bit keys and key exchange: [MS-NLMP] 3.4.3, 3.4.4.2. */

/** Bytes of NTLMSSP_MESSAGE_SIGNATURE, [MS-NLMP] 2.2.2.9.2. */
export const SIGNATURE_BYTES = 16;

/** One way of a conversation: its keys, its cipher that is never reset, its sequence number. */
class SealedDirection {
  readonly #signKey: Buffer;
  readonly #sealKey: Buffer;
  #cipher: Rc4;
  #sequence = 0;

  constructor(sessionKey: Buffer, direction: Direction) {
    this.#signKey = signKey(sessionKey, direction);
    this.#sealKey = sealKey(sessionKey, direction);
    this.#cipher = new Rc4(this.#sealKey);
  }

  crypt(bytes: Buffer): Buffer {
    return this.#cipher.update(bytes);
  }

  /** MAC of [MS-NLMP] 3.4.4.2 over the plain message, under the next sequence number. */
  sign(plain: Buffer): Buffer {
    const sequence = Buffer.allocUnsafe(4);
    sequence.writeUInt32LE(this.#sequence);
    this.#sequence = (this.#sequence + 1) >>> 0;
    const sum = this.#cipher.update(hmacMd5(this.#signKey, sequence, plain).subarray(0, 8));
    const signature = Buffer.allocUnsafe(SIGNATURE_BYTES);
    signature.writeUInt32LE(1, 0);
    sum.copy(signature, 4);
    sequence.copy(signature, 12);
    return signature;
  }

  rewind(): void {
    this.#cipher = new Rc4(this.#sealKey);
  }
}

/** What becomes of a plain message. */
export interface SealedMessage {
  /** 16 bytes with NTLM; with Kerberos all that is not the message itself, 60 or 72. */
  readonly signature: Buffer;
  /** As long as the plain message. */
  readonly data: Buffer;
}

/** The sealing of one conversation, whatever made its keys. */
export interface MessageSealing {
  seal(plain: Buffer): SealedMessage;
  /** The plain message; throws INV506 where it is not the one that was sealed, and the next. */
  unseal(sealed: SealedMessage): Buffer;
  /** Nothing more will be said: keys that lie elsewhere are given back. */
  close?(): void;
}

/** Both ways of one sealed conversation. A message lost or out of order makes it useless, as the protocol wants. */
export class Sealing implements MessageSealing {
  readonly #out: SealedDirection;
  readonly #in: SealedDirection;

  /** `sessionKey` is the ExportedSessionKey of 16 bytes. */
  constructor({ sessionKey, role }: { readonly sessionKey: Buffer; readonly role: "client" | "server" }) {
    const [outward, inward]: readonly Direction[] =
      role === "client" ? ["client-to-server", "server-to-client"] : ["server-to-client", "client-to-server"];
    this.#out = new SealedDirection(sessionKey, outward as Direction);
    this.#in = new SealedDirection(sessionKey, inward as Direction);
  }

  /** SEAL, [MS-NLMP] 3.4.3. */
  seal(plain: Buffer): SealedMessage {
    const data = this.#out.crypt(plain);
    return { signature: this.#out.sign(plain), data };
  }

  /** The plain message; throws INV506 where the signature is not the one it must have. */
  unseal({ signature, data }: SealedMessage): Buffer {
    const plain = this.#in.crypt(data);
    if (!same(signature, this.#in.sign(plain))) {
      throw brokenSeal();
    }
    return plain;
  }

  /** GSS_GetMIC, as SPNEGO's mechListMIC needs it; the cipher starts anew afterwards ([MS-SPNG] 3.3.5.1). */
  signMechList(list: Buffer): Buffer {
    const signature = this.#out.sign(list);
    this.#out.rewind();
    return signature;
  }

  /** Whether the peer's mechListMIC holds; the cipher starts anew afterwards, the sequence number goes on. */
  verifyMechList(list: Buffer, signature: Buffer): boolean {
    const expected = this.#in.sign(list);
    this.#in.rewind();
    return same(signature, expected);
  }
}

/** The fault of an answer that is not what the host sealed, or not the next that it did. */
export function brokenSeal(): Fault {
  return new Fault("INV506", "The seal of an answer is broken: it was altered, lost or repeated on its way.", {
    delivered: "maybe",
  });
}

function same(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
