/** Loaded when it is first needed: it costs 5 ms of a start, and most starts need no digest. */
let crypto: typeof import("node:crypto") | undefined;

/** SHA-256 of a text in UTF-8, or of bytes, as lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  crypto ??= process.getBuiltinModule("node:crypto");
  return crypto.hash("sha256", content, "hex");
}
