import { sha256 } from "../base/digest.ts";
import { Refusal } from "../base/refusal.ts";
import type { Part } from "../model/event.ts";
import type { TargetState } from "../model/outcome.ts";
import { mostShards } from "../plan/cut.ts";
import type { SealedPlan } from "../plan/file.ts";
import { foldName } from "../targets/name-index.ts";
import { findRun } from "./find-run.ts";
import { readRun } from "./read-run.ts";
import { readShard } from "./shard-flag.ts";

/** The flags that say which part of a plan is wanted. */
export interface PartFlags {
  readonly batches: number | null;
  readonly shard: string | null;
  /** A run, by its id or its folder. */
  readonly from: string | null;
  readonly runsDir: string;
}

/**
 * The part of a plan that flags ask for. Throws INV329 for a shard that cannot be, INV335 where the run named with
 * `--from` is one of another plan.
 */
export async function partOf({ plan, text }: SealedPlan, flags: PartFlags): Promise<Part> {
  const { batches, from, runsDir } = flags;
  const shard = flags.shard === null ? null : readShard(flags.shard);
  const most = mostShards(plan.rollout);
  if (shard !== null && shard.of > most)
    throw new Refusal(
      "INV329",
      `This plan can be cut into ${most} shards at most: of more, one would have no start a minute.`,
      {
        hint: "Its rate, in-flight, concurrency and logons are shared out among the shards.",
      },
    );
  if (from === null) return { batches, shard, from };
  const { started, summary } = await readRun(await findRun(from, runsDir));
  if (started.plan !== sha256(text)) throw new Refusal("INV335", `Run ${started.run} is not one of this plan.`);
  const begun = summary.targets.filter(({ state }) => state !== "not-started").map(({ name }) => name);
  return { batches, shard, from: started.run, without: begun };
}

/** The states that `--only` takes. */
export const onlyStates = [
  "failed",
  "unreachable",
  "in-doubt",
  "not-started",
] as const satisfies readonly TargetState[];

export type OnlyState = (typeof onlyStates)[number];

/** `--only` and the run that it is said of. */
export interface OnlyFlags {
  readonly only: OnlyState | undefined;
  readonly from: string | undefined;
  readonly runsDir: string;
}

/**
 * The names, folded, of the targets that `--only` leaves; null where it was not given. Throws INV334 where one of the two
 * flags is missing, INV312 where the run left no target so.
 */
export async function onlyTargets({ only, from, runsDir }: OnlyFlags): Promise<ReadonlySet<string> | null> {
  if (only === undefined && from === undefined) return null;
  if (only === undefined || from === undefined)
    throw new Refusal("INV334", "With a runbook --only and --from go together.", {
      hint: "Write --only failed --from RUN; --from alone goes on with a saved plan.",
    });
  const { summary } = await readRun(await findRun(from, runsDir));
  const names = summary.targets.filter(({ state }) => state === only).map(({ name }) => foldName(name));
  if (names.length === 0) throw new Refusal("INV312", `Run ${summary.run} left no target ${only}.`);
  return new Set(names);
}

/** The flags that a saved plan has settled. */
export interface SettledFlags {
  readonly targets?: string | undefined;
  readonly limit: readonly string[];
  readonly "limit-also": readonly string[];
  readonly exclude: readonly string[];
  readonly only?: OnlyState | undefined;
  /** Where `plan` is to save what it makes. */
  readonly output?: string | undefined;
}

/** Throws INV334 where flags would make another plan of the one that is there. */
export function checkSettled(flags: SettledFlags): void {
  const { targets, limit, exclude, only, output } = flags;
  const given = [
    ["--targets", targets !== undefined],
    ["--limit", limit.length > 0],
    ["--limit-also", flags["limit-also"].length > 0],
    ["--exclude", exclude.length > 0],
    ["--only", only !== undefined],
    ["--output", output !== undefined],
  ] as const;
  for (const [flag, is] of given)
    if (is)
      throw new Refusal("INV334", `${flag} makes a plan, and does not go with one that is made.`, {
        hint: "Give it to `invrun plan RUNBOOK`, and apply what that makes.",
      });
}

/** The flags that only a saved plan has a use for. */
export interface PlanFlags {
  readonly approved?: string | undefined;
  readonly shard?: string | undefined;
}

/** Throws INV334 where such a flag stands beside a runbook. */
export function checkUnsettled({ approved, shard }: PlanFlags): void {
  for (const [flag, given] of [
    ["--approved", approved],
    ["--shard", shard],
  ] as const)
    if (given !== undefined)
      throw new Refusal("INV334", `${flag} goes with a saved plan, and this is a runbook.`, {
        hint: "Make a plan of it first: `invrun plan RUNBOOK -o FILE`.",
      });
}
