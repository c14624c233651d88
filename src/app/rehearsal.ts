import { parseVersionRange, versionWithin } from "../base/client-version.ts";
import type { Json } from "../base/json.ts";
import type { Plan, PlannedStep } from "../model/plan.ts";
import type { Target } from "../model/target.ts";
import { besideTls, type ScriptInput } from "../steps/powershell.ts";
import type { RequireInput } from "../steps/require-input.ts";
import { capWait, type WaitInput } from "../steps/wait-input.ts";

/** A rehearsal does not wait for hours, nor long where nothing is awaited or between tries. */
const LONGEST_MS = { wait: 60_000, pause: 5_000 } as const;

/** A pause gives real computers time; simulated ones do nothing with it. */
function shortened(what: WaitInput): WaitInput {
  return capWait(what, typeof what === "string" ? LONGEST_MS.pause : LONGEST_MS.wait);
}

function rehearsed({ kind, input }: PlannedStep): Json {
  if (kind === "wait") return shortened(input as WaitInput);
  return kind === "powershell" ? besideTls(input as ScriptInput) : input;
}

/** Whether simulated hosts must take plain messages, since something is carried out that does not seal. */
export function needsPlain({ steps }: Plan): boolean {
  return steps.some(({ kind }) => kind === "powershell");
}

/** What stands in for the real computers. */
export interface Stage {
  /** The same names, with the simulated addresses and ports. */
  readonly targets: readonly Target[];
  readonly tls: boolean;
}

/** The site and the version that the simulated clients have, where the runbook requires some. */
export interface Home {
  readonly site?: string;
  readonly version?: string;
}

/** What simulated clients must be like for the runbook to be carried out on them, and not to skip them all. */
export function homeOf(plan: Plan): Home {
  const required = plan.steps.find(({ kind }) => kind === "require")?.input as RequireInput | undefined;
  const range = parseVersionRange(required?.["client-version"] ?? "");
  const version = range === null ? null : versionWithin(range);
  return {
    ...(required?.site === undefined ? {} : { site: required.site.toUpperCase() }),
    ...(version === null ? {} : { version }),
  };
}

/**
 * The same plan against a simulated fleet: address, port, logon and credential of every target are replaced, whatever
 * the runbook says; rates and the window are lifted, and waits are capped.
 */
export function rehearsalOf(plan: Plan, { targets, tls }: Stage): Plan {
  const byName = new Map(targets.map((target) => [target.name.toLowerCase(), target]));
  return {
    ...plan,
    name: `${plan.name} (rehearsal)`,
    batches: plan.batches.map((batch) => ({
      ...batch,
      targets: batch.targets.map(({ name }) => {
        const standIn = byName.get(name.toLowerCase());
        if (standIn === undefined) throw new Error(`the simulated fleet has no ${name}`);
        return { ...standIn, name };
      }),
    })),
    steps: plan.steps.map((step) => ({ ...step, input: rehearsed(step) })),
    longestPauseMs: Math.min(plan.longestPauseMs, LONGEST_MS.pause),
    connection: { auth: "negotiate", credential: null, tls, ca: null, serverName: null, fingerprint: null },
    expiresAt: null,
    rollout: {
      ...plan.rollout,
      ratePerMinute: "unlimited",
      inFlight: "unlimited",
      logonsPerSecond: "unlimited",
      retryUnreachableMs: null,
      window: null,
    },
  };
}
