import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { Refusal } from "../base/refusal.ts";
import { readersByAcl } from "./credential-acl.ts";

/** Nobody's password, key or certificate is longer, in bytes. */
const LONGEST = 64 * 1024;

/** Any right of the group or of others. POSIX.1-2017 sys/stat.h */
const OTHERS = 0o077;

/**
 * The bytes of a file that holds a secret. Throws INV345 where it cannot be read, or where others than its owner and the
 * administrator can do so, too: then it is no secret.
 */
export async function readPrivateFile(path: string): Promise<Buffer> {
  const refuse = (why: string, hint?: string, cause?: unknown) =>
    new Refusal("INV345", `${path} is not taken for a secret: ${why}.`, { ...(hint !== undefined && { hint }), cause });
  // A pipe would be waited for otherwise.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((cause) => {
    throw refuse(`it cannot be read (${cause.code ?? "unknown error"})`, undefined, cause);
  });
  try {
    // Of the file that is open, so that nobody can put another in its place meanwhile.
    const status = await file.stat();
    if (!status.isFile()) throw refuse("it is no file");
    if (status.size > LONGEST) throw refuse(`it is longer than ${LONGEST / 1024} KiB`);
    const why = process.platform === "win32" ? await readersByAcl(path) : readersByMode(status);
    if (why !== null) throw refuse(why.reason, why.hint(path));
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST + 1), 0, LONGEST + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Why others can read a file, and what to do. */
export interface OtherReaders {
  readonly reason: string;
  hint(path: string): string;
}

function readersByMode({ uid, mode }: { readonly uid: number; readonly mode: number }): OtherReaders | null {
  const me = process.geteuid?.() ?? 0;
  if (uid !== me && uid !== 0)
    return {
      reason: "it belongs to somebody else",
      hint: (path) => `Make a file of your own of it, in the place of ${path}.`,
    };
  if ((mode & OTHERS) === 0) return null;
  const octal = (mode & 0o777).toString(8).padStart(4, "0");
  return { reason: `others can read or change it (its mode is ${octal})`, hint: (path) => `chmod 600 ${path}` };
}
