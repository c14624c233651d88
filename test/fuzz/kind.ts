import { Fault } from "../../src/base/fault.ts";
import { Refusal } from "../../src/base/refusal.ts";
import type { Mutator } from "./mutations/mutator.ts";

/** What became of an input: it was read, or turned away with a word about it. */
export type Verdict = "accepted" | "refused";

/** One kind of input that comes from outside. */
export interface Kind {
  /** Right inputs, from which others are made. The same at every start. */
  readonly samples: readonly Buffer[];
  /** Words of the format. */
  readonly words: readonly string[];
  /** The input is a text: bytes that are not UTF-8 are rare. */
  readonly text: boolean;
  /** Changes that know the format, beside those of bytes and tokens. */
  readonly structures: readonly Mutator[];
  /** It waits more than it works, so that inputs are tried side by side. */
  readonly waits?: true;
  /** How much of a processor an input may need, in milliseconds; 500 where nothing is said. */
  readonly mostCpuMs?: number;
  /** Whatever it throws is a mistake of ours, and so is a promise that nobody waits for. */
  try(input: Buffer): Verdict | Promise<Verdict>;
  close?(): Promise<void>;
}

/** For texts that are their author's own, and may name a million computers: only one that hangs is a find. */
export const IN_NO_HURRY: number = Number.POSITIVE_INFINITY;

/** What stands between the pieces of an input that comes in several. */
const SEAM = Buffer.from("\n%%%\n");

/** Puts pieces into one input. */
export function joined(pieces: readonly (Buffer | string)[]): Buffer {
  return Buffer.concat(pieces.flatMap((piece, at) => (at === 0 ? [Buffer.from(piece)] : [SEAM, Buffer.from(piece)])));
}

/** The pieces of an input; at most so many, as each costs time. */
export function piecesOf(input: Buffer, most = 32): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = input.indexOf(SEAM); at !== -1 && pieces.length < most - 1; at = input.indexOf(SEAM, from)) {
    pieces.push(input.subarray(from, at));
    from = at + SEAM.length;
  }
  return [...pieces, input.subarray(from)];
}

/** Splits a piece at its first line feed: what comes with a message, and the message. */
export function headOf(piece: Buffer): { readonly head: string; readonly rest: Buffer } {
  const end = piece.indexOf(0x0a);
  if (end === -1) return { head: "", rest: piece };
  return { head: piece.toString("latin1", 0, end), rest: piece.subarray(end + 1) };
}

/** The verdict of work that gives "refused", or throws a Fault or Refusal, where it turns an input away. */
export async function verdictOf(work: () => unknown): Promise<Verdict> {
  try {
    return (await work()) === "refused" ? "refused" : "accepted";
  } catch (error) {
    checkWords(error);
    return "refused";
  }
}

/** Longer than any sentence of ours with the longest name in it. */
const LONGEST_SENTENCE = 1_000;
const UNSEEN = /[\p{Cc}\u2028\u2029]/u;

/** Throws on what is neither Fault nor Refusal, and on a Fault whose words would do harm where they are written down. */
export function checkWords(error: unknown): void {
  // What the user wrote is made printable where it is printed.
  if (error instanceof Refusal) return;
  if (!(error instanceof Fault)) throw error;
  for (const words of [error.message, error.hint]) {
    if (words.length > LONGEST_SENTENCE)
      throw new Error(`a sentence of ${words.length} characters: ${words.slice(0, 200)}`);
    if (UNSEEN.test(words)) throw new Error(`a sentence with control characters: ${JSON.stringify(words)}`);
  }
  if (JSON.stringify(error.toRecord()).length > 16 * LONGEST_SENTENCE) {
    throw new Error("a fault whose record is larger than any");
  }
}

/** Throws where two values that ought to be the same are not. */
export function same(one: unknown, other: unknown, what: string): void {
  const [left, right] = [plain(one), plain(other)];
  if (left !== right) throw new Error(`${what}: ${left.slice(0, 300)} is not ${right.slice(0, 300)}`);
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    each instanceof Map ? [...each] : typeof each === "bigint" ? `${each}n` : each === undefined ? "undefined" : each,
  );
}
