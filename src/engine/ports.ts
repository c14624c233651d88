import type { Clock } from "../base/clock.ts";
import type { LogonGate } from "../base/logon-gate.ts";
import type { EventBody } from "../model/event.ts";
import type { RunScript } from "../model/script.ts";
import type { Session } from "../model/session.ts";
import type { SiteReports } from "../model/site.ts";
import type { StepKind } from "../model/step.ts";
import type { Target } from "../model/target.ts";
import type { Logons } from "./logons.ts";

/** Where events go first. The order of calls is the order of events. */
export interface Recorder {
  /** Writes an event down soon. */
  record(body: EventBody): void;
  /** Resolves once this event and all before it are safe on disk; rejects with a Fault where they cannot be. */
  recordFirst(body: EventBody): Promise<void>;
}

/** What the engine needs of the world. */
export interface EnginePorts {
  readonly kinds: readonly StepKind[];
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** A number in [0, 1) for jitter. */
  readonly random: () => number;
  openSession(target: Target, gate: LogonGate): Session;
  /** What the site says of a target; left out where no step awaits anything there. */
  readonly siteOf?: (target: Target) => SiteReports;
  /** What credentials are held to elsewhere, too, by their names. */
  readonly logons?: ReadonlyMap<string, Logons>;
  /** Absent where no plan can have a script, as in a probe. */
  readonly runScript?: RunScript;
}
