/**
 * The RC4 stream cipher, as [MS-NLMP] 3.4.3 and RFC 6229 have it; OpenSSL 3 no longer offers it by default.
 * NTLM message sealing is defined with it and with nothing else.
 */
export class Rc4 {
  readonly #state: Uint8Array;
  #i = 0;
  #j = 0;

  /** `key` of 1 to 256 bytes. */
  constructor(key: Uint8Array) {
    const state = new Uint8Array(256);
    for (let index = 0; index < 256; index++) state[index] = index;
    let j = 0;
    for (let i = 0; i < 256; i++) {
      const swap = state[i] as number;
      j = (j + swap + (key[i % key.length] as number)) & 255;
      state[i] = state[j] as number;
      state[j] = swap;
    }
    this.#state = state;
  }

  /** Encrypts or decrypts the next bytes of the stream into a new buffer. */
  update(bytes: Uint8Array): Buffer {
    const state = this.#state;
    const out = Buffer.allocUnsafe(bytes.length);
    let i = this.#i;
    let j = this.#j;
    for (let index = 0; index < bytes.length; index++) {
      i = (i + 1) & 255;
      const low = state[i] as number;
      j = (j + low) & 255;
      const high = state[j] as number;
      state[i] = high;
      state[j] = low;
      out[index] = (bytes[index] as number) ^ (state[(low + high) & 255] as number);
    }
    this.#i = i;
    this.#j = j;
    return out;
  }
}
