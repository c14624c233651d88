import { join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { CHAIN_START, type Event } from "../model/event.ts";
import { readPlanText } from "../plan/file.ts";
import { RUN_FILES } from "./find-run.ts";
import { type Walked, walkJournal } from "./read-journal.ts";
import { readPlanFile } from "./read-plan-file.ts";
import type { Verification } from "./verification.ts";
import { type Flaw, type PlanInFolder, Witness } from "./witness.ts";

/** A run that was examined, with what its events told. */
export interface Examined {
  readonly verification: Verification;
  readonly plan: PlanInFolder;
  readonly witness: Witness;
}

/**
 * Checks a run's journal: the chain over every sitting, the plan it was begun with, the totals it ends with, and the
 * head, where one is given by its first digits or all. Without a head a journal whose last lines were taken away looks
 * like one that is under way, or like one that was never gone on with. Throws INV326 where plan or journal cannot be
 * read.
 */
export async function verifyRun(folder: string, head: string | null): Promise<Verification> {
  return (await examineRun(folder, head)).verification;
}

/** The same, with what was seen on the way. */
export async function examineRun(folder: string, head: string | null): Promise<Examined> {
  const plan = await readPlan(join(folder, RUN_FILES.plan));
  const witness = new Witness(plan, head?.toLowerCase() ?? null);
  const walked = await walkIfThere(join(folder, RUN_FILES.journal), (event) => witness.take(event));
  return { verification: judge(walked, { witness, head }), plan, witness };
}

interface Seen {
  readonly witness: Witness;
  readonly head: string | null;
}

function judge({ events, head: last, torn, brokenAt }: Walked, { witness, head }: Seen): Verification {
  const { started, sittings, flaw, headAt, ended } = witness;
  const of = { run: started?.run ?? null, events, sittings, head: last };
  const broken = (found: Flaw): Verification => ({ ...of, verdict: "broken", ...found });
  const incomplete = (why: string): Verification => ({ ...of, verdict: "incomplete", why, line: events + 1 });
  if (flaw !== null) return broken(flaw);
  if (brokenAt !== null) return broken({ line: brokenAt, why: "It does not fit the chain of hashes." });
  if (head !== null && headAt === null)
    return broken({
      line: events + 1,
      why: "The head that was given comes nowhere before it: it is missing or changed.",
    });
  if (events === 0) return incomplete("There is no event: the run never began, or its journal was taken away.");
  if (torn > 0) return incomplete(`It was never finished: ${torn} bytes without an end.`);
  if (!ended) return incomplete("The end of the last sitting is missing: the run was cut off, or is under way.");
  if (headAt === null || headAt === events) return { ...of, verdict: "whole", why: null, line: null };
  const later = "It stands behind the head that was given: the run was gone on with since.";
  return { ...of, verdict: "longer", why: later, line: headAt + 1 };
}

async function readPlan(path: string): Promise<PlanInFolder> {
  const { text, digest } = await readPlanFile(path);
  try {
    return { digest, whole: readPlanText(text, path).plan, why: null };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { digest, whole: null, why: refusal.message };
  }
}

/** A journal that is not there has no line. */
async function walkIfThere(path: string, onEvent: (event: Event) => void): Promise<Walked> {
  try {
    return await walkJournal(path, onEvent);
  } catch (refusal) {
    const { cause } = refusal as { readonly cause?: NodeJS.ErrnoException };
    if (cause?.code !== "ENOENT") throw refusal;
    return { events: 0, head: CHAIN_START, bytes: 0, torn: 0, brokenAt: null };
  }
}
