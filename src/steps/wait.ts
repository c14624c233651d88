import { Array as List, Literal, Optional, Object as Shape, type Static, String as Text, Union } from "typebox";
import { DURATION_PATTERN, formatDuration, parseDuration } from "../base/duration.ts";
import type { StepKind } from "../model/step.ts";
import { awaitReports } from "./await-reports.ts";

const duration = Text({ pattern: DURATION_PATTERN, description: "A span such as `90s`, `15m` or `1h30m`." });

const reports = Shape(
  {
    for: List(Union([Literal("hardware"), Literal("software")]), {
      minItems: 1,
      uniqueItems: true,
      description: "The inventories whose reports are awaited.",
    }),
    timeout: Optional({ ...duration, description: "How long at most. Hardware 30m and software 4h where not given." }),
  },
  { additionalProperties: false },
);

const input = Union([duration, reports]);

export type WaitInput = Static<typeof input>;

/** How long a report is awaited where the runbook does not say. */
export const WAIT_TIMEOUT_MS = { hardware: 30 * 60_000, software: 4 * 3_600_000 } as const;

/** Pauses, or waits until the client has handed a report over. */
export const wait: StepKind<WaitInput> = {
  key: "wait",
  summary: "Pauses the target, or waits until it has handed over the report that a reset or force asked for.",
  input,
  changes: false,
  takesTimeout: false,
  describe: (what) =>
    typeof what === "string"
      ? [`pause for ${what}`]
      : what.for.map(
          (inventory) =>
            `read InventoryActionStatus of ${inventory} until its report is sent, at most ${formatDuration(limitMs(what))}`,
        ),
  opens: () => [],
  closes: () => [],
  awaits: (what) => (typeof what === "string" ? [] : what.for),
  narrow: (same) => same,
  async run(context, what) {
    if (typeof what !== "string") return awaitReports(context, what.for, limitMs(what));
    await context.pause(parseDuration(what) as number);
    return { kind: "unchanged", facts: {} };
  },
};

/** The same wait, no longer than `maxMs`: a rehearsal does not wait for hours. */
export function capWait(what: WaitInput, maxMs: number): WaitInput {
  const cap = `${maxMs}ms`;
  if (typeof what === "string") return (parseDuration(what) as number) > maxMs ? cap : what;
  return limitMs(what) > maxMs ? { ...what, timeout: cap } : what;
}

function limitMs(what: Exclude<WaitInput, string>): number {
  return what.timeout === undefined
    ? Math.max(...what.for.map((inventory) => WAIT_TIMEOUT_MS[inventory]))
    : (parseDuration(what.timeout) as number);
}
