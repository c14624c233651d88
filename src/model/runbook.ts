import type { Json, JsonObject } from "../base/json.ts";
import type { BatchSize, Share } from "./share.ts";
import type { Place } from "./source.ts";
import type { Target } from "./target.ts";
import type { Window } from "./window.ts";

/** How to log on: `negotiate` is Kerberos, or else NTLM; `basic` and `certificate` are for TLS alone. */
export type AuthKind = "negotiate" | "kerberos" | "ntlm" | "basic" | "certificate";

/** How to reach and log on to every target of a runbook. */
export interface ConnectionSettings {
  readonly auth: AuthKind;
  /** A credential's name; null for the unnamed one. Its value never stands here. */
  readonly credential: string | null;
  readonly tls: boolean;
  /** A PEM file of certificate authorities trusted beside Node's and the system's; null for none. */
  readonly ca: string | null;
  /** The name that certificates must be for, of targets that have none of their own; null for the target's name. */
  readonly serverName: string | null;
  /** SHA-256 of the only certificate to accept, of targets that have none of their own; null for any that is trusted. */
  readonly fingerprint: string | null;
}

/** A limit that may be lifted, which must be written. */
export type Limit = number | "unlimited";

/** How fast a run may go, in which parts, and when it stops by itself. */
export interface RolloutSettings {
  /** Null where the number of targets decides. The last size is repeated until all targets are in a batch. */
  readonly batches: readonly BatchSize[] | null;
  /** Targets that talk at one time. */
  readonly concurrency: number;
  /** Starts a minute, evenly spaced. */
  readonly ratePerMinute: Limit;
  /** Targets started and not finished, waits included. */
  readonly inFlight: Limit;
  /** Logons a second, all targets together. */
  readonly logonsPerSecond: Limit;
  /** More than so many failed targets close the brake: of the whole run at any time, of a batch at its end. */
  readonly maxFailed: Share;
  /** The same for unreachable targets, counted after their last try; null for no limit. */
  readonly maxUnreachable: Share | null;
  /** How many of all but the skipped must succeed. */
  readonly success: Share;
  /** The pause between tries of an unreachable target, until the window ends; null for no later tries. */
  readonly retryUnreachableMs: number | null;
  /** When changes may be sent; null for always. */
  readonly window: Window | null;
}

/** How many targets there must be; outside these bounds nothing is touched. Null for no bound. */
export interface Expectation {
  readonly min: number | null;
  readonly max: number | null;
}

/** A step as written, its input checked. Remembers its place, so that a failure hours later points at its line. */
export interface RunbookStep {
  readonly kind: string;
  readonly input: Json;
  readonly name: string | null;
  /** Of one operation; null for the default. */
  readonly timeoutMs: number | null;
  readonly retries: number | null;
  readonly onError: "stop" | "continue";
  readonly place: Place;
}

/** What a client must be like to be touched, as written and checked. */
export interface Requirements {
  readonly input: JsonObject;
  readonly place: Place;
}

/** What a person wrote, checked. */
export interface Runbook {
  /** The file, as the user named it. */
  readonly file: string;
  /** SHA-256 of its text without byte order mark and with LF. */
  readonly digest: string;
  /** The text that the digest is of. */
  readonly text: string;
  readonly name: string;
  readonly about: string | null;
  readonly owner: string | null;
  readonly connection: ConnectionSettings;
  readonly rollout: RolloutSettings;
  /** Read once per client before its first change; null where nothing is required. */
  readonly require: Requirements | null;
  readonly steps: readonly RunbookStep[];
}

/** Who is to be touched, before and after the excludes. */
export interface Selection {
  readonly targets: readonly Target[];
  /** Names taken away, each once. */
  readonly excluded: readonly string[];
}
