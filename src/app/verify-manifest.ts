import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../base/refusal.ts";
import type { ManifestFile, NamedRun } from "./manifest.ts";
import { mergeNamed } from "./merge.ts";
import { type ManifestVerification, type Verdict, type Verification, verdicts } from "./verification.ts";
import { examineRun } from "./verify.ts";

/**
 * Checks every journal that a manifest names against the head that it names, and all of them together: no shard is
 * missing, none is of another plan. Where no run was gone on with since, the manifest must be the one that its runs give
 * today.
 */
export async function verifyManifest(file: ManifestFile): Promise<ManifestVerification> {
  const runs: (Verification & { readonly folder: string })[] = [];
  for (const named of file.runs) runs.push({ folder: named.folder, ...(await verifyNamed(named)) });
  const verdict = worstOf(runs);
  const why = verdict === "broken" ? "One of its runs is broken." : await whyNotOne(file, verdict);
  return { verdict: why === null ? verdict : "broken", why, runs };
}

function worstOf(runs: readonly Verification[]): Verdict {
  const worst = Math.max(...runs.map(({ verdict }) => verdicts.indexOf(verdict)));
  return verdicts[worst] ?? "broken";
}

/** A journal by what its manifest tells of it. A folder that holds no run is broken like one that was changed. */
async function verifyNamed({ run, folder, events, head }: NamedRun): Promise<Verification> {
  try {
    const { verification, witness } = await examineRun(folder, head);
    const broken = (why: string): Verification => ({ ...verification, verdict: "broken", why, line: null });
    if (verification.verdict === "broken") return verification;
    if (verification.run !== run) return broken(`The manifest calls it ${run}.`);
    if (witness.headAt !== events) return broken(`Its head stands at another line than ${events}.`);
    return verification;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { run, verdict: "broken", why: refusal.message, line: null, events: 0, sittings: 0, head };
  }
}

/** Why runs that are right each for itself are not what the manifest tells; null where they are. */
async function whyNotOne({ path, runs, told }: ManifestFile, verdict: Verdict): Promise<string | null> {
  let today: object;
  try {
    const named = runs.map(({ folder }) => folder);
    today = (await mergeNamed({ named, runsDir: dirname(path), home: dirname(path) })).manifest;
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.message;
    throw refusal;
  }
  if (verdict === "longer") return null;
  const is = new Map<string, unknown>(Object.entries(today));
  const says = new Map<string, unknown>(Object.entries(told));
  const keys = [...new Set([...is.keys(), ...says.keys()])];
  const other = keys.filter((key) => !isDeepStrictEqual(is.get(key), says.get(key)));
  return other.length === 0 ? null : `It says otherwise than its runs do: ${other.join(", ")}.`;
}
