/** A detached signature of a journal's head: Ed25519, RFC 8032, over a few lines that any tool can write again. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Refusal } from "../base/refusal.ts";

/** What is signed: where a journal ends. Its hash vouches for every event before. */
export interface SignedHead {
  readonly run: string;
  readonly events: number;
  /** SHA-256 of the last event, in lower-case hex. */
  readonly head: string;
}

/** A signature file. */
export interface SignatureFile extends SignedHead {
  readonly format: 1;
  readonly algorithm: "Ed25519";
  /** In Base64. */
  readonly signature: string;
}

/** The text that is signed, in UTF-8. */
function signedText({ run, events, head }: SignedHead): Buffer {
  return Buffer.from(`invrun journal head 1\n${run}\n${events}\n${head}\n`);
}

/** Signs a head with the private key in a PEM file. Throws INV336 where that holds no Ed25519 key. */
export async function signHead(head: SignedHead, keyFile: string): Promise<SignatureFile> {
  const key = await readKey(keyFile, "private");
  const { run, events } = head;
  const signature = sign(null, signedText(head), key).toString("base64");
  return { format: 1, algorithm: "Ed25519", run, events, head: head.head, signature };
}

/**
 * Reads a signature file and checks it against the public key in a PEM file. Gives the head that it vouches for. Throws
 * INV336 where one of them cannot be read, INV337 where the signature is not that of the key.
 */
export async function checkSignature(signatureFile: string, keyFile: string): Promise<SignedHead> {
  const key = await readKey(keyFile, "public");
  const file = parseSignature(await readText(signatureFile), signatureFile);
  if (!verify(null, signedText(file), key, Buffer.from(file.signature, "base64")))
    throw new Refusal("INV337", `The signature in ${signatureFile} was not made with the key in ${keyFile}.`);
  const { run, events, head } = file;
  return { run, events, head };
}

function parseSignature(text: string, path: string): SignatureFile {
  const refuse = () => new Refusal("INV336", `${path} holds no signature of a journal.`);
  let value: Partial<SignatureFile> | null;
  try {
    value = JSON.parse(text) as Partial<SignatureFile> | null;
  } catch {
    throw refuse();
  }
  const { format, algorithm, run, events, head, signature } = value ?? {};
  // What is signed is lines: a run's name that brought its own would read as other lines.
  const sound = typeof run === "string" && !run.includes("\n") && Number.isInteger(events);
  if (format !== 1 || algorithm !== "Ed25519" || !sound || typeof signature !== "string") throw refuse();
  if (typeof head !== "string" || !/^[0-9a-f]{64}$/.test(head)) throw refuse();
  return { format, algorithm, run, events: events as number, head, signature };
}

async function readKey(path: string, part: "private" | "public"): Promise<KeyObject> {
  const pem = await readText(path);
  let key: KeyObject;
  try {
    key = part === "private" ? createPrivateKey(pem) : createPublicKey(pem);
  } catch (cause) {
    throw new Refusal("INV336", `${path} holds no ${part} key in PEM form that can be read without a passphrase.`, {
      cause,
    });
  }
  if (key.asymmetricKeyType === "ed25519") return key;
  throw new Refusal("INV336", `The key in ${path} is of the kind ${key.asymmetricKeyType ?? "unknown"}, not Ed25519.`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal("INV336", `${path} cannot be read (${code ?? "unknown error"}).`, { cause });
  }
}
