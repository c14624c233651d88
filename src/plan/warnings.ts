import { formatDuration } from "../base/duration.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { Target } from "../model/target.ts";

/** What is worth a second look before a plan is approved. */
export interface Warning {
  readonly kind: "no-canary" | "no-limit" | "fast" | "short-wait" | "window-too-short" | "unpinned";
  readonly text: string;
}

/** From where on it is worth one: targets that all go at once, starts a minute. */
const FROM = { targets: 50, startsPerMinute: 100 } as const;

/** A wait that is shorter than the usual one of its inventory. */
export interface ShortWait {
  readonly inventory: string;
  readonly timeoutMs: number;
  readonly usualMs: number;
}

/** What is known beside the plan. */
export interface WarningFacts {
  readonly shortWaits: readonly ShortWait[];
  /** How long the run takes at least. */
  readonly shortestMs: number;
  /** How long its window is open each time; null where there is none. */
  readonly windowMs: number | null;
}

/** The warnings of a plan, the gravest first. None of them keeps it from being carried out. */
export function warningsOf(plan: Plan, { shortWaits, shortestMs, windowMs }: WarningFacts): readonly Warning[] {
  const targets = planTargets(plan).length;
  const { ratePerMinute } = plan.rollout;
  const warnings: Warning[] = [];
  const warn = (kind: Warning["kind"], text: string) => warnings.push({ kind, text });
  const first = plan.batches[0]?.targets.length ?? 0;
  if (targets > FROM.targets && first > FROM.targets)
    warn(
      "no-canary",
      `No canary: the first batch has ${first} of ${targets} targets. Begin with a few: \`batches: [5, 10%, rest]\`.`,
    );
  if (plan.limits.failed >= targets)
    warn("no-limit", `No limit: however many of ${targets} targets fail, nothing stops the run. Write \`max-failed\`.`);
  if (ratePerMinute === "unlimited" && targets > FROM.startsPerMinute)
    warn("fast", `Starts are not spaced: ${targets} targets report at about the same time. Write \`rate\`.`);
  else if (ratePerMinute !== "unlimited" && ratePerMinute > FROM.startsPerMinute)
    warn(
      "fast",
      `${ratePerMinute} starts a minute are more than the usual ${FROM.startsPerMinute}: the management points get all their reports.`,
    );
  for (const { inventory, timeoutMs, usualMs } of shortWaits)
    warn(
      "short-wait",
      `The wait for ${inventory} inventory ends after ${formatDuration(timeoutMs)}; usual are ${formatDuration(usualMs)}. A client that reports later counts as failed.`,
    );
  if (windowMs !== null && shortestMs > windowMs)
    warn(
      "window-too-short",
      `The run takes ${formatDuration(shortestMs)} at least, and the window is open for ${formatDuration(windowMs)}. The rest is left for \`invrun resume\` in the next one.`,
    );
  const unpinned = unpinnedTargets(plan);
  if (unpinned > 0)
    warn(
      "unpinned",
      `${unpinned} ${unpinned === 1 ? "target has" : "targets have"} a \`fingerprint\` or \`server-name\` and no TLS: no certificate is shown, and none is compared. Write \`tls: true\` under \`connection\`.`,
    );
  return warnings;
}

/** A runbook's own hosts were checked with it; lists know no connection. */
function unpinnedTargets(plan: Plan): number {
  if (plan.connection.tls) return 0;
  const asks = ({ fingerprint, serverName }: Target) => fingerprint !== undefined || serverName !== undefined;
  return planTargets(plan).filter((target) => target.tls !== true && asks(target)).length;
}
