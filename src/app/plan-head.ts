import { open } from "node:fs/promises";

/** What stands in the first lines of a plan. */
export interface PlanHead {
  readonly change: string | null;
  /** Until when it may be applied; null for ever. */
  readonly expiresAt: string | null;
}

/** They are written before the runbook's text and the targets (`plan/file.ts`), a member a line, indented by one space. */
const HEAD_BYTES = 16 * 1024;

/** Reads them from a plan in the folder of a run, however many targets it has. What is not found there is null. */
export async function readPlanHead(path: string): Promise<PlanHead> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString("utf8", 0, bytesRead);
    return { change: textOf(head, "change"), expiresAt: textOf(head, "expiresAt") };
  } finally {
    await file.close();
  }
}

function textOf(head: string, key: string): string | null {
  const written = new RegExp(`^ "${key}": ("(?:[^"\\\\\\r\\n]|\\\\.)*"),?\\r?$`, "m").exec(head)?.[1];
  try {
    return written === undefined ? null : (JSON.parse(written) as string);
  } catch {
    return null;
  }
}
