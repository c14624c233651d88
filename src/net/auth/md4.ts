/**
 * RFC 1320, The MD4 Message-Digest Algorithm. NTLM's hash of a password ([MS-NLMP] 3.3.1 NTOWFv1); OpenSSL 3 no
 * longer offers it by default. For nothing else: MD4 protects nothing.
 */

/** Round shifts, RFC 1320 3.4. */
const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;

/** The order in which each round takes the sixteen words, RFC 1320 3.4. */
const ORDERS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
] as const;

/** Round constants, RFC 1320 3.4: the square roots of 2 and 3. */
const ADDENDS = [0, 0x5a827999, 0x6ed9eba1] as const;

/** The 16-byte MD4 digest of a message. */
export function md4(message: Uint8Array): Buffer {
  const padded = pad(message);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  const words = new Int32Array(16);
  for (let block = 0; block < padded.length; block += 64) {
    for (let word = 0; word < 16; word++) words[word] = padded.readInt32LE(block + word * 4);
    compress(state, words);
  }
  const digest = Buffer.alloc(16);
  state.forEach((word, index) => {
    digest.writeInt32LE(word, index * 4);
  });
  return digest;
}

/** RFC 1320 3.1 and 3.2: a one bit, zeros, and the length in bits as 64 bits, low word first. */
function pad(message: Uint8Array): Buffer {
  const padded = Buffer.alloc(((message.length + 8) >>> 6) * 64 + 64);
  padded.set(message);
  padded[message.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - 8);
  return padded;
}

function compress(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (let round = 0; round < 3; round++) {
    for (let step = 0; step < 16; step++) {
      const word = words[ORDERS[round]?.[step] as number] as number;
      const sum = (a + mix(round, b, c, d) + word + (ADDENDS[round] as number)) | 0;
      const shift = SHIFTS[round]?.[step & 3] as number;
      [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
    }
  }
  [a, b, c, d].forEach((word, index) => {
    state[index] = ((state[index] as number) + word) | 0;
  });
}

/** F, G and H of RFC 1320 3.4. */
function mix(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z);
  if (round === 1) return (x & y) | (x & z) | (y & z);
  return x ^ y ^ z;
}
