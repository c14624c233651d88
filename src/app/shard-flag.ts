import { Refusal } from "../base/refusal.ts";
import type { Part } from "../model/event.ts";
import { environment } from "./environment.ts";

type Shard = NonNullable<Part["shard"]>;

/** Where pipelines say which of how many jobs one is. `first`: the number of the first job. */
const PIPELINES = [
  // GitLab CI/CD, predefined variables: "index of the job in the job set", from 1, with `parallel`.
  { index: "CI_NODE_INDEX", count: "CI_NODE_TOTAL", first: 1 },
  // Azure Pipelines, System.JobPositionInPhase and System.TotalJobsInPhase, from 1, with `strategy: parallel`.
  { index: "SYSTEM_JOBPOSITIONINPHASE", count: "SYSTEM_TOTALJOBSINPHASE", first: 1 },
  // Kubernetes, Jobs of completion mode Indexed, from 0; the number of completions is told nowhere.
  { index: "JOB_COMPLETION_INDEX", count: null, first: 0 },
] as const;

/** More shards than this are a slip. */
const MOST = 1_000;

/**
 * The shard that `--shard` means: `0/4` for the first of four, `auto` for the one that the pipeline tells, `auto/4`
 * where it tells only the index. Throws INV329.
 */
export function readShard(typed: string, env: NodeJS.ProcessEnv = environment): Shard {
  const [, which, count] = /^(auto|\d{1,6})(?:\/(\d{1,6}))?$/.exec(typed.trim()) ?? [];
  if (which === undefined) throw new Refusal("INV329", `--shard ${typed} names no shard.`);
  if (which === "auto") return told(env, count === undefined ? null : Number(count));
  if (count === undefined) throw new Refusal("INV329", `--shard ${typed} does not say how many shards there are.`);
  return checked({ index: Number(which), of: Number(count) }, `--shard ${typed}`);
}

function told(env: NodeJS.ProcessEnv, given: number | null): Shard {
  for (const { index, count, first } of PIPELINES) {
    const number = wholeNumber(env[index]);
    if (number === null) continue;
    const of = given ?? (count === null ? null : wholeNumber(env[count]));
    if (of === null)
      throw new Refusal("INV329", `${index} tells which shard this is, and nothing how many there are.`, {
        hint: "Give their number: --shard auto/4.",
      });
    return checked({ index: number - first, of }, `${index}=${number} of ${of}`);
  }
  const variables = PIPELINES.map(({ index }) => index).join(", ");
  throw new Refusal("INV329", `--shard auto finds no shard: none of ${variables} is set.`);
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function checked(shard: Shard, said: string): Shard {
  const { index, of } = shard;
  if (of >= 1 && of <= MOST && index >= 0 && index < of) return shard;
  throw new Refusal("INV329", `${said} is no shard: of ${of} the first is 0 and the last ${of - 1}.`);
}
