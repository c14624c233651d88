import { type FileHandle, open } from "node:fs/promises";
import { Refusal } from "../base/refusal.ts";
import type { Event } from "../model/event.ts";
import { isEventShaped } from "./event-shape.ts";

/** The two ends of a journal; what lies between them was not read. */
export interface JournalEnds {
  /** It holds a line that was written to its end. */
  readonly begun: boolean;
  /** Of the first line; null where that is no event. */
  readonly first: Event | null;
  /** Of the last line that was written to its end. */
  readonly last: Event | null;
  /** Nothing stands behind that line. */
  readonly whole: boolean;
  readonly bytes: number;
}

const LINE_FEED = 0x0a;
/** Most lines are far shorter; one that names every target it leaves out may be longer. */
const PIECE = 16 * 1024;
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Reads the first and the last event of a journal, however long that is. Null where there is no such file; throws INV326
 * where it cannot be read.
 */
export async function readJournalEnds(path: string): Promise<JournalEnds | null> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, "r");
    const { size } = await file.stat();
    const first = await firstLine(file, size);
    const { line, whole } = await lastLine(file, size);
    return { begun: first !== null, first: eventOf(first), last: eventOf(line), whole, bytes: size };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new Refusal("INV326", `The journal ${path} cannot be read (${code ?? "unknown error"}).`, { cause });
  } finally {
    await file?.close();
  }
}

async function firstLine(file: FileHandle, size: number): Promise<Buffer | null> {
  for (let length = PIECE; ; length *= 8) {
    const piece = await read(file, 0, Math.min(length, size));
    const end = piece.indexOf(LINE_FEED);
    if (end !== -1) return piece.subarray(0, end);
    if (length >= size || length > LONGEST_LINE) return null;
  }
}

async function lastLine(file: FileHandle, size: number): Promise<{ line: Buffer | null; whole: boolean }> {
  for (let length = PIECE; ; length *= 8) {
    const from = Math.max(0, size - length);
    const piece = await read(file, from, size - from);
    const end = piece.lastIndexOf(LINE_FEED);
    const whole = end === piece.length - 1;
    const before = end <= 0 ? -1 : piece.lastIndexOf(LINE_FEED, end - 1);
    if (end !== -1 && (before !== -1 || from === 0)) return { line: piece.subarray(before + 1, end), whole };
    if (from === 0 || length > LONGEST_LINE) return { line: null, whole };
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function eventOf(line: Buffer | null): Event | null {
  if (line === null) return null;
  try {
    const event: unknown = JSON.parse(line.toString());
    return isEventShaped(event) ? event : null;
  } catch {
    return null;
  }
}
