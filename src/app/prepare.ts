import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/refusal.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Narrowing, Plan } from "../model/plan.ts";
import { assemble } from "../plan/assemble.ts";
import { runId } from "../plan/run-id.ts";
import { planKinds } from "../steps/index.ts";
import { narrow } from "../targets/narrow.ts";
import { loadRunbook } from "./validate.ts";

/** What the user named. */
export interface PrepareOptions {
  readonly runbook: string;
  /** The file of `--targets`, or null. */
  readonly targets: string | null;
  /** What narrows them. */
  readonly flags: Narrowing;
  readonly clock: Clock;
}

/** What is to be done, or why it cannot be. Nobody was contacted yet. */
export interface Prepared {
  /** Null where a text has errors. */
  readonly plan: Plan | null;
  /** How many targets there are before flags narrow them. */
  readonly named: number;
  /** PEM texts named under `connection.ca`. */
  readonly ca: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a run has that was not planned before. */
const unplanned = {
  validMs: null,
  change: null,
  planned: { by: "", host: "", git: null },
  sources: [],
} as const;

/** Reads and checks everything a run needs, up to its plan. Throws a Refusal where there is nothing to run on. */
export async function prepare({ runbook: path, targets, flags, clock }: PrepareOptions): Promise<Prepared> {
  const { runbook, selection, targetsNamed, diagnostics } = await loadRunbook(path, targets);
  const named = selection.targets.length;
  if (runbook === null) return { plan: null, named, ca: [], diagnostics };
  if (!targetsNamed || named === 0) throw new Refusal("INV304", `${path} names no targets, and no list was given.`);
  const ca =
    runbook.connection.ca === null ? [] : [await readAuthorities(resolve(dirname(path), runbook.connection.ca))];
  const now = clock.now();
  const narrowed = narrow(selection, flags);
  const plan = assemble({
    runbook,
    selection: narrowed,
    kinds: planKinds,
    id: runId(now, Math.random),
    now,
    narrowed: flags,
    ...unplanned,
  });
  return { plan, named, ca, diagnostics };
}

async function readAuthorities(path: string): Promise<string> {
  const refuse = (why: string, cause?: unknown) =>
    new Refusal("INV305", `The certificate authorities in ${path} cannot be read: ${why}.`, { cause });
  let pem: string;
  try {
    pem = await readFile(path, "utf8");
  } catch (cause) {
    throw refuse((cause as NodeJS.ErrnoException).code ?? "unknown error", cause);
  }
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw refuse("no certificate in PEM form stands in it");
  // OpenSSL passes over what it cannot read without a word.
  for (const certificate of certificates) {
    try {
      new X509Certificate(certificate);
    } catch (cause) {
      throw refuse("a certificate in it is damaged", cause);
    }
  }
  return pem;
}
