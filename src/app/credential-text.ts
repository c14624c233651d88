import { isUtf8 } from "node:buffer";

/**
 * The lines of a text that holds a secret, without a byte order mark and without the line break at its end. Null where
 * the first of them is empty, or it is no text in UTF-8.
 */
export function secretOf(bytes: Buffer): readonly [string, ...string[]] | null {
  if (!isUtf8(bytes) || bytes.includes(0)) return null;
  const lines = bytes
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .replace(/\r?\n$/, "")
    .split(/\r?\n/);
  const [first = "", ...others] = lines;
  return first === "" ? null : [first, ...others];
}
