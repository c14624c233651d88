/**
 * Crockford's base 32 (crockford.com/base32): digits and letters that are not taken for one another, in groups of four,
 * so that a digest can be quoted in a ticket and read out.
 */
import { sha256 } from "../base/digest.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** Eighty bits: enough that nobody finds a second plan of the same digest, few enough to be read out. */
const CHARACTERS = 16;

/** Eighty bits of SHA-256 over a text: `k7mp-3xq2-9f0a-h2jz`. */
export function quotableDigest(text: string): string {
  const bits = Array.from(sha256(text), (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  let characters = "";
  for (let at = 0; at < CHARACTERS; at += 1)
    characters += ALPHABET[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)] as string;
  return grouped(characters);
}

/** A digest as somebody typed it, in its one spelling; null where it is none. Case, hyphens and spaces say nothing. */
export function readDigest(typed: string): string | null {
  const characters = typed
    .toLowerCase()
    .replace(/[\s-]/g, "")
    // What people read for the digits that look like these.
    .replaceAll("o", "0")
    .replace(/[il]/g, "1");
  const sound = characters.length === CHARACTERS && [...characters].every((one) => ALPHABET.includes(one));
  return sound ? grouped(characters) : null;
}

function grouped(characters: string): string {
  return (characters.match(/.{4}/g) as readonly string[]).join("-");
}
