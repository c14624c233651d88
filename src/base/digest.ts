/** Loaded when it is first needed: it costs 5 ms of a start, and most starts need no digest. */
let crypto: typeof import("node:crypto") | undefined;

/** SHA-256 of a text as lower-case hex. */
export function sha256(text: string): string {
  crypto ??= process.getBuiltinModule("node:crypto");
  return crypto.createHash("sha256").update(text).digest("hex");
}
