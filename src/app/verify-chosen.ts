import { Refusal } from "../base/refusal.ts";
import { printable } from "../report/printable.ts";
import { type RunChoice, readChosen } from "./choose-run.ts";
import { findRun } from "./find-run.ts";
import { readManifestFile } from "./manifest.ts";
import { hasBegun } from "./never-began.ts";
import { checkSignature, type SignatureFile, type SignedHead, signHead } from "./signature.ts";
import type { ManifestVerification, Verification } from "./verification.ts";
import { examineRun, verifyRun } from "./verify.ts";
import { verifyManifest } from "./verify-manifest.ts";

/** What a journal is held against beside itself. */
export interface Anchors extends RunChoice {
  /** The first 16 digits of its last hash, or more; null for none. */
  readonly head: string | null;
  /** A signature and the public key to check it with, as paths; null for none. */
  readonly signature: { readonly file: string; readonly key: string } | null;
}

/** What came of it: of one journal, or of those of a manifest. */
export type Verified = Verification | ManifestVerification;

/** Fewer digits than the closing summary shows could be met by a journal that was made to. */
const HEAD = /^[0-9a-f]{16,64}$/i;

/**
 * Verifies the run or the manifest that is meant. Throws INV338 where the head is no hash, INV334 where a manifest, which
 * names its heads itself, is given another; INV336 and INV337 of a signature; INV326 where there is no such run.
 */
export async function verifyChosen({ head, signature, ...choice }: Anchors): Promise<Verified> {
  if (head !== null && !HEAD.test(head)) throw new Refusal("INV338", `"${printable(head)}" is no head of a journal.`);
  const manifest = choice.named === null ? null : await readManifestFile(choice.named);
  if (manifest !== null) {
    if (head === null && signature === null) return verifyManifest(manifest);
    throw new Refusal("INV334", "A manifest names the heads of its runs; another cannot be given.", {
      hint: "Verify it without, or one of its runs with the head.",
    });
  }
  const folder = await chooseFolder(choice);
  if (signature === null) return verifyRun(folder, head);
  return verifySigned(folder, await checkSignature(signature.file, signature.key));
}

async function verifySigned(folder: string, signed: SignedHead): Promise<Verification> {
  const { verification, witness } = await examineRun(folder, signed.head);
  const is = { run: verification.run, events: witness.headAt };
  if (verification.verdict === "broken" || (is.run === signed.run && is.events === signed.events)) return verification;
  const why = `The signature speaks of line ${signed.events} of ${signed.run}.`;
  return { ...verification, verdict: "broken", why, line: is.events };
}

/** Signs the head of the run that is meant; where that is not whole, tells what was found instead. */
export async function signChosen(choice: RunChoice, keyFile: string): Promise<Verification | SignatureFile> {
  const verification = await verifyRun(await chooseFolder(choice), null);
  const { verdict, run, events, head } = verification;
  return verdict === "whole" && run !== null ? signHead({ run, events, head }, keyFile) : verification;
}

/** A run that is named is taken as it is; of the others the last that began. */
async function chooseFolder(choice: RunChoice): Promise<string> {
  if (choice.named !== null) return findRun(choice.named, choice.runsDir);
  return readChosen(choice, async (folder) => {
    if (await hasBegun(folder)) return folder;
    throw new Refusal("INV327", `The run in ${folder} never began.`);
  });
}
