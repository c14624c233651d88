import { parseDuration } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import type { Limit, RolloutSettings } from "../model/runbook.ts";
import type { BatchSize, Share } from "../model/share.ts";
import { type Weekday, type Window, weekdays } from "../model/window.ts";

/** What holds where a runbook is silent. */
export const ROLLOUT_DEFAULTS = {
  batches: null,
  concurrency: 100,
  ratePerMinute: 100,
  inFlight: 1000,
  logonsPerSecond: 50,
  maxFailed: "5%",
  maxUnreachable: null,
  success: "100%",
  retryUnreachableMs: null,
  window: null,
} satisfies RolloutSettings;

/** What stands under `rollout`, checked, its defaults filled in. */
export function readRollout(rollout: JsonObject): RolloutSettings {
  const given = <T>(key: string, fallback: T): T => (rollout[key] as T | undefined) ?? fallback;
  const retry = given<string | null>("retry-unreachable", null);
  const window = given<JsonObject | null>("window", null);
  return {
    batches: given<readonly BatchSize[] | null>("batches", ROLLOUT_DEFAULTS.batches),
    concurrency: given("concurrency", ROLLOUT_DEFAULTS.concurrency),
    ratePerMinute: readRate(rollout.rate, ROLLOUT_DEFAULTS.ratePerMinute),
    inFlight: given<Limit>("in-flight", ROLLOUT_DEFAULTS.inFlight),
    logonsPerSecond: readRate(rollout.logons, ROLLOUT_DEFAULTS.logonsPerSecond),
    maxFailed: given<Share>("max-failed", ROLLOUT_DEFAULTS.maxFailed),
    maxUnreachable: given<Share | null>("max-unreachable", ROLLOUT_DEFAULTS.maxUnreachable),
    success: given<Share>("success", ROLLOUT_DEFAULTS.success),
    retryUnreachableMs: retry === null ? ROLLOUT_DEFAULTS.retryUnreachableMs : parseDuration(retry),
    window: window === null ? ROLLOUT_DEFAULTS.window : readWindow(window),
  };
}

/** `100/min`, `50/s` or `unlimited`; the unit is part of the key's form. */
function readRate(rate: unknown, fallback: Limit): Limit {
  if (typeof rate !== "string") return fallback;
  return rate === "unlimited" ? rate : Number.parseInt(rate, 10);
}

function readWindow({ days, from, to, zone }: JsonObject): Window {
  const opens = days as readonly Weekday[] | undefined;
  return {
    days: weekdays.filter((day) => opens === undefined || opens.includes(day)),
    from: from as string,
    to: to as string,
    zone: zone as string,
  };
}
