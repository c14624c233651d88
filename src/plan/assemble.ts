import type { Json } from "../base/json.ts";
import type { Authorship, Narrowing, Plan, PlannedStep, PlanSource } from "../model/plan.ts";
import type { Runbook, RunbookStep, Selection } from "../model/runbook.ts";
import type { StepKind } from "../model/step.ts";
import { cutIntoBatches, limitsOver } from "./batches.ts";

/** What holds where a runbook is silent: of one operation, in milliseconds. */
export const OPERATION_TIMEOUT_MS = 30_000;
/** For name and connection together, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 5_000;
/** Further tries of an operation whose fault allows them. */
export const RETRIES = 2;

/** Between two tries of an operation, in milliseconds: what PowerShell's own CIM jobs go up to. */
export const LONGEST_PAUSE_MS = 15_000;

/** What a plan is joined from. */
export interface AssembleInput {
  readonly runbook: Runbook;
  readonly selection: Selection;
  readonly kinds: readonly StepKind[];
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long it may wait to be carried out, in milliseconds; null for ever. */
  readonly validMs: number | null;
  readonly change: string | null;
  readonly planned: Authorship;
  readonly sources: readonly PlanSource[];
  readonly narrowed: Narrowing;
}

/** Joins what is to be done with who it is to be done to, in batches and within limits. Nothing is touched. */
export function assemble(input: AssembleInput): Plan {
  const { runbook, selection, kinds, id, now, validMs, change, planned, sources, narrowed } = input;
  const { targets } = selection;
  return {
    format: 1,
    id,
    createdAt: new Date(now).toISOString(),
    expiresAt: validMs === null ? null : new Date(now + validMs).toISOString(),
    planned,
    change,
    name: runbook.name,
    about: runbook.about,
    owner: runbook.owner,
    runbook: { file: runbook.file, digest: runbook.digest, text: runbook.text },
    sources,
    narrowed,
    batches: cutIntoBatches(targets, runbook.rollout),
    limits: limitsOver(targets.length, runbook.rollout),
    excluded: selection.excluded,
    steps: [...requirement(runbook), ...runbook.steps].map((step, index) => planStep(step, index, kinds)),
    connection: runbook.connection,
    rollout: runbook.rollout,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    longestPauseMs: LONGEST_PAUSE_MS,
  };
}

/** What a client must be like is read as the first step of all, so that nothing is touched before. */
function requirement({ require }: Runbook): readonly RunbookStep[] {
  if (require === null) return [];
  return [{ kind: "require", name: "requirements", timeoutMs: null, retries: null, onError: "stop", ...require }];
}

function planStep(step: RunbookStep, index: number, kinds: readonly StepKind[]): PlannedStep {
  const kind = kinds.find(({ key }) => key === step.kind);
  if (kind === undefined) throw new Error(`a checked runbook names the unknown kind ${step.kind}`);
  return {
    index,
    kind: step.kind,
    input: step.input,
    name: step.name ?? step.kind,
    timeoutMs: step.timeoutMs ?? OPERATION_TIMEOUT_MS,
    retries: step.retries ?? RETRIES,
    onError: step.onError,
    place: step.place,
    operations: kind.describe(step.input as Json),
  };
}
