import { isUtf8 } from "node:buffer";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { type DiagnosticCode, diagnosticCodes } from "../base/codes/index.ts";
import { suggest } from "../base/suggest.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { createSource, type Source } from "../model/source.ts";
import { TEXT_LIMITS } from "../text/limits.ts";

/** A file read: its text, or why there is none. */
export interface ReadText {
  readonly source: Source | null;
  /** There is no such file. */
  readonly absent?: true;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is asked of a file. */
export interface ReadTextOptions {
  /** UTF-16 with a byte order mark will do as well: Windows PowerShell writes it. */
  readonly utf16?: boolean;
  /** More bytes than a text written by hand may have. */
  readonly maxBytes?: number;
}

/** Reads a text a person wrote. Every way in which a file may fail to be one is a diagnostic. */
export async function readText(path: string, options: ReadTextOptions = {}): Promise<ReadText> {
  const { utf16 = false, maxBytes = TEXT_LIMITS.bytes } = options;
  let bytes: Buffer;
  try {
    bytes = await readBounded(path, maxBytes);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      const hint = await nearestFile(path);
      return { ...refuse(path, "INV101", `there is no file \`${path}\``, hint), absent: true };
    }
    const reason = REASONS[code];
    if (reason === undefined) throw error;
    return refuse(path, "INV101", `\`${path}\` ${reason[0]}`, reason[1]);
  }
  return textOf(path, bytes, { utf16, maxBytes });
}

/** Reads a text from a stream, such as standard input. */
export async function readStream(name: string, stream: AsyncIterable<Buffer>): Promise<ReadText> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    length += piece.length;
    if (length > TEXT_LIMITS.bytes) break;
  }
  return textOf(name, Buffer.concat(pieces), { utf16: false, maxBytes: TEXT_LIMITS.bytes });
}

function refuse(
  path: string,
  code: DiagnosticCode,
  message: string,
  hint = diagnosticCodes[code].hint as string,
): ReadText {
  const source = createSource(path, "");
  return { source: null, diagnostics: [{ code, severity: "error", source, from: 0, to: 0, message, hint }] };
}

/** A file that is larger than what it is to be read as. */
export function tooLarge(path: string, maxBytes: number = TEXT_LIMITS.bytes): ReadText {
  return refuse(path, "INV104", `\`${path}\` is larger than ${maxBytes / 1024 / 1024} MiB`);
}

/** The bytes as a text, or why they are none. */
function textOf(path: string, bytes: Buffer, { utf16, maxBytes }: Required<ReadTextOptions>): ReadText {
  if (bytes.length > maxBytes) return tooLarge(path, maxBytes);
  const wide = utf16 ? decodeUtf16(bytes) : null;
  if (wide !== null) return { source: createSource(path, wide), diagnostics: [] };
  if (isUtf16(bytes))
    return refuse(
      path,
      "INV102",
      `\`${path}\` is UTF-16`,
      "Save it as UTF-8; in PowerShell with `Out-File -Encoding utf8`.",
    );
  if (bytes.includes(0)) return refuse(path, "INV102", `\`${path}\` is not a text`, "Name a text file.");
  return decode(path, bytes);
}

/** What the system's error codes mean, and what to do. */
const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  EISDIR: ["is a directory", "Name the files in it."],
  ENOTDIR: ["lies below something that is not a directory", diagnosticCodes.INV101.hint],
  EACCES: ["may not be read", "Ask for the right to read it."],
  EPERM: ["may not be read", "Ask for the right to read it."],
  ELOOP: ["is a link that leads back to itself", diagnosticCodes.INV101.hint],
  ENAMETOOLONG: ["is a name too long for a file", diagnosticCodes.INV101.hint],
  EINVAL: ["is no name of a file", diagnosticCodes.INV101.hint],
  ERR_INVALID_ARG_VALUE: ["is no name of a file", diagnosticCodes.INV101.hint],
};

/** The bytes of a file: at most one more than the limit, whatever the file's size claims to be: a pipe or device has none. */
export async function readBounded(path: string, limit: number): Promise<Buffer> {
  const file = await open(path);
  try {
    return await readAll(file, limit + 1);
  } finally {
    await file.close();
  }
}

async function readAll(file: FileHandle, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let left = most; left > 0; ) {
    const piece = Buffer.allocUnsafe(Math.min(left, 65_536));
    const { bytesRead } = await file.read(piece, 0, piece.length, null);
    if (bytesRead === 0) break;
    pieces.push(piece.subarray(0, bytesRead));
    left -= bytesRead;
  }
  return Buffer.concat(pieces);
}

/** A byte order mark (RFC 2781 3.2), or the zeros of Latin letters in two bytes each. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const start = bytes.subarray(0, 64);
  const zeros = [0, 0];
  start.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1;
  });
  return start.length >= 4 && Math.max(...zeros) > start.length / 3 && Math.min(...zeros) === 0;
}

/** The text after a byte order mark of UTF-16 (RFC 2781 3.2); null where there is none. */
function decodeUtf16(bytes: Buffer): string | null {
  if (bytes.length % 2 !== 0) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  return bytes[0] === 0xfe && bytes[1] === 0xff ? Buffer.from(bytes).swap16().toString("utf16le", 2) : null;
}

/** UTF-8 without its byte order mark; the first byte that is none is shown in its line. */
function decode(path: string, bytes: Buffer): ReadText {
  const source = createSource(path, bytes.toString("utf8").replace(/^\ufeff/, ""));
  // Node's own check: making a TextDecoder costs 5 ms of a start.
  if (isUtf8(bytes)) return { source, diagnostics: [] };
  const from = source.text.indexOf("\ufffd");
  const message = `\`${path}\` is not UTF-8: a character here is written in another encoding`;
  const { hint } = diagnosticCodes.INV102;
  const diagnostic = { code: "INV102", severity: "error", source, from, to: from + 1, message, hint } as const;
  return { source: null, diagnostics: [diagnostic] };
}

async function nearestFile(path: string): Promise<string> {
  const names = await readdir(dirname(path)).catch(() => []);
  const near = suggest(basename(path), names);
  return near === null ? diagnosticCodes.INV101.hint : `Did you mean \`${near}\`?`;
}
