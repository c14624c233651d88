import type { Limits, Plan, PlannedStep } from "../../src/model/plan.ts";
import type { RolloutSettings } from "../../src/model/runbook.ts";

type StepDraft = Pick<PlannedStep, "kind" | "input"> & Partial<PlannedStep>;

/** The steps of a full inventory. */
export const fullInventory: readonly StepDraft[] = [
  { kind: "reset-hw-cache", input: null },
  { kind: "reset-sw-cache", input: null },
  { kind: "force-inventory", input: ["hardware", "software"] },
  { kind: "wait", input: { for: ["hardware"], timeout: "45m" } },
  { kind: "wait", input: { for: ["software"], timeout: "4h" }, onError: "continue" },
];

/** No limit, no rate, one batch. */
export const anyRollout: RolloutSettings = {
  batches: ["rest"],
  concurrency: 100,
  ratePerMinute: "unlimited",
  inFlight: 1000,
  logonsPerSecond: "unlimited",
  maxFailed: "100%",
  maxUnreachable: null,
  success: "100%",
  retryUnreachableMs: null,
  window: null,
};

/** Limits that nothing reaches. */
export const unlimited: Limits = { failed: Number.MAX_SAFE_INTEGER, unreachable: null };

/** A plan written by hand: one batch of the named targets, without a rate. */
export function planOf(
  targets: readonly string[],
  steps: readonly StepDraft[],
  rollout: Partial<RolloutSettings> = {},
): Plan {
  return {
    format: 1,
    id: "20260102-030405-test",
    createdAt: "2026-01-02T03:04:05.000Z",
    name: "test",
    about: null,
    owner: null,
    runbook: { file: "test.yml", digest: "0".repeat(64), text: "" },
    sources: [],
    narrowed: { limit: [], limitAlso: [], exclude: [] },
    expiresAt: null,
    planned: { by: "tester", host: "here", git: null },
    change: null,
    limits: unlimited,
    batches: [{ targets: targets.map((name) => ({ name })), limits: unlimited }],
    excluded: [],
    steps: steps.map((step, index) => ({
      index,
      name: step.kind,
      timeoutMs: 30_000,
      retries: 2,
      onError: "stop",
      place: { line: index + 1, column: 3 },
      operations: [],
      ...step,
    })),
    connection: { auth: "negotiate", credential: null, tls: false, ca: null, serverName: null, fingerprint: null },
    rollout: { ...anyRollout, ...rollout },
    connectTimeoutMs: 5_000,
    longestPauseMs: 15_000,
  };
}
