import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/refusal.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Narrowing } from "../model/plan.ts";
import type { Selection } from "../model/runbook.ts";
import { assemble } from "../plan/assemble.ts";
import { type SealedPlan, sealPlan } from "../plan/file.ts";
import { runId } from "../plan/run-id.ts";
import { planKinds } from "../steps/index.ts";
import { foldName } from "../targets/name-index.ts";
import { narrow } from "../targets/narrow.ts";
import type { Picked } from "../targets/select.ts";
import { authorshipOf } from "./authorship.ts";
import type { Credentials } from "./credentials.ts";
import type { DynamicSources } from "./dynamic-sources.ts";
import { planSources } from "./plan-sources.ts";
import type { ReadText } from "./read-text.ts";
import { type NarrowedAway, settleText } from "./validate.ts";

export { checkChange } from "../plan/approval.ts";
export type { SealedPlan } from "../plan/file.ts";

/** A runbook's file. */
export interface RunbookFile {
  /** As the user named it. */
  readonly path: string;
  readonly text: ReadText;
}

/** What the user named. */
export interface PrepareOptions extends RunbookFile {
  /** The file of `--targets`, or null. */
  readonly targets: string | null;
  /** What narrows them. */
  readonly flags: Narrowing;
  /** Of those only these names, folded; null for all. */
  readonly only: ReadonlySet<string> | null;
  readonly change: string | null;
  /** How long the plan may wait to be carried out, in milliseconds; null for ever. */
  readonly validMs: number | null;
  /** Which target gets which credential, by name; null where nobody is logged on to with any of them. */
  readonly credentials: Credentials | null;
  /** Who answers for dynamic sources; null where nobody does. */
  readonly sources: DynamicSources | null;
  readonly clock: Clock;
}

/** What is to be done, or why it cannot be. No target was contacted yet. */
export interface Prepared {
  /** Null where a text has errors. */
  readonly sealed: SealedPlan | null;
  /** How many targets there are before flags narrow them. */
  readonly named: number;
  /** How many each group or tag gives that targets are picked by. */
  readonly picked: readonly Picked[];
  /** How many were narrowed away, where the list names an age of reports. */
  readonly narrowed: NarrowedAway | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and checks everything a run needs, up to its plan. Throws a Refusal where there is nothing to run on. */
export async function prepare(options: PrepareOptions): Promise<Prepared> {
  const { path, text, targets, only, clock, change, validMs } = options;
  const settled = await settleText(text, targets, options.sources);
  const { runbook, selection, origins, targetsNamed, diagnostics } = settled;
  const named = selection.targets.length;
  const said = { named, picked: settled.picked, narrowed: settled.narrowed, diagnostics };
  if (runbook === null) return { sealed: null, ...said };
  if (!targetsNamed || named === 0) throw new Refusal("INV304", `${path} names no targets, and no list was given.`);
  const now = clock.now();
  const narrowed = narrow(selection, options.flags);
  const chosen = only === null ? narrowed : choose(narrowed, only);
  const { credential } = runbook.connection;
  const assigned = options.credentials?.assign(chosen.targets, credential) ?? chosen.targets;
  // Whoever looks at the lists later must know that the others were left out on purpose.
  const flags = only === null ? options.flags : { ...options.flags, limit: chosen.targets.map(({ name }) => name) };
  const plan = assemble({
    runbook,
    selection: { ...chosen, targets: assigned },
    kinds: planKinds,
    id: runId(now, Math.random),
    now,
    validMs,
    change,
    planned: await authorshipOf([...new Set([path, ...origins.texts.map(({ name }) => name)])]),
    sources: planSources(origins, chosen.targets),
    narrowed: flags,
  });
  return { sealed: sealPlan(plan), ...said };
}

function choose({ targets, excluded }: Selection, only: ReadonlySet<string>): Selection {
  const chosen = targets.filter(({ name }) => only.has(foldName(name)));
  if (chosen.length > 0) return { targets: chosen, excluded };
  throw new Refusal("INV312", `Of ${targets.length.toLocaleString("en")} targets --only and --from leave none.`);
}
