import { createReadStream } from "node:fs";
import { sha256 } from "../base/digest.ts";
import { Refusal } from "../base/refusal.ts";
import { CHAIN_START, type Event } from "../model/event.ts";
import { isEventShaped } from "./event-shape.ts";

/** Where a journal ends. */
export interface JournalEnd {
  /** Whole events. */
  readonly events: number;
  /** The hash of the last of them. */
  readonly head: string;
  /** Bytes up to the end of the last of them. */
  readonly bytes: number;
  /** Bytes of a last line that was never written to its end; 0 where there is none. */
  readonly torn: number;
}

/** What ends every line: the hash over the one before and its own body. */
const SEAL = /^,"hash":"([0-9a-f]{64})"\}$/;
const SEAL_BYTES = 75;
const CLOSING_BRACE = Buffer.from("}");
const LINE_FEED = 0x0a;
/** No event is longer; a file without line feeds is not read into memory. */
const LONGEST_LINE = 64 * 1024 * 1024;

/** How far a journal fits its chain. */
export interface Walked extends JournalEnd {
  /** The first line that does not fit, from 1; null where all do. */
  readonly brokenAt: number | null;
}

/**
 * Reads a journal event by event, and checks its chain on the way. What was cut off in the middle of the last line is
 * told by its length. Throws INV331, which names the line, where a whole line does not fit the chain, and INV326 where
 * the file cannot be read.
 */
export async function readJournal(path: string, onEvent: (event: Event) => void): Promise<JournalEnd> {
  const { brokenAt, ...end } = await walkJournal(path, onEvent);
  if (brokenAt === null) return end;
  throw new Refusal("INV331", `The journal ${path} does not fit its chain of hashes at line ${brokenAt}.`);
}

/** The same as far as the chain holds. Throws INV326 where the file cannot be read. */
export async function walkJournal(path: string, onEvent: (event: Event) => void): Promise<Walked> {
  let end: JournalEnd = { events: 0, head: CHAIN_START, bytes: 0, torn: 0 };
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  const broken = () => ({ ...end, brokenAt: end.events + 1 });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let from = 0;
      for (let to = text.indexOf(LINE_FEED); to !== -1; to = text.indexOf(LINE_FEED, from)) {
        const event = checkLine(text.subarray(from, to), { seq: end.events, before: end.head });
        if (event === null) return broken();
        onEvent(event);
        end = { events: end.events + 1, head: event.hash, bytes: end.bytes + to - from + 1, torn: 0 };
        from = to + 1;
      }
      rest = text.subarray(from);
      if (rest.length > LONGEST_LINE) return broken();
    }
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal("INV326", `The journal ${path} cannot be read (${code ?? "unknown error"}).`, { cause });
  }
  return { ...end, torn: rest.length, brokenAt: null };
}

/**
 * The event of a line that fits the chain; null where it does not. The hash is taken over the bytes as they lie on disk:
 * as text, several wrong sequences of UTF-8 are one and the same replacement character.
 */
function checkLine(line: Buffer, { seq, before }: { readonly seq: number; readonly before: string }): Event | null {
  const end = line.length - SEAL_BYTES;
  const seal = end < 0 ? null : SEAL.exec(line.toString("latin1", end));
  if (seal === null) return null;
  const body = Buffer.concat([Buffer.from(`${before}\n`), line.subarray(0, end), CLOSING_BRACE]);
  if (sha256(body) !== seal[1]) return null;
  let event: unknown;
  try {
    event = JSON.parse(line.toString());
  } catch {
    return null;
  }
  return isEventShaped(event) && event.seq === seq ? event : null;
}
