import { randomBytes } from "node:crypto";
import { access, constants, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Refusal } from "../base/refusal.ts";

/** Where the byte order mark of UTF-8 stands, it stays: `readText` takes it off. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Puts another text in a file's place, whole or not at all: written beside it and renamed. Keeps the file's mode and
 * byte order mark, follows links, and leaves a file alone that may not be written. Throws INV308.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  try {
    const target = await realpath(path);
    await access(target, constants.W_OK);
    const { mode } = await stat(target);
    const marked = await beginsWithMark(target);
    await writeBeside(target, {
      bytes: Buffer.concat([marked ? BYTE_ORDER_MARK : Buffer.of(), Buffer.from(text)]),
      mode,
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal("INV308", `${path} cannot be written (${code ?? "unknown error"}).`, { cause });
  }
}

async function writeBeside(
  target: string,
  { bytes, mode }: { readonly bytes: Buffer; readonly mode: number },
): Promise<void> {
  const fresh = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}`);
  const file = await open(fresh, "wx", mode);
  try {
    try {
      await file.writeFile(bytes);
      // The mode given to `open` goes through the process's mask.
      await file.chmod(mode & 0o7777);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

async function beginsWithMark(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0);
    return bytesRead === 3 && buffer.equals(BYTE_ORDER_MARK);
  } finally {
    await file.close();
  }
}
