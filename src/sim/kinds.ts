import type { ScheduleName } from "../configmgr/schedules.ts";
import type { Manner } from "./agent.ts";
import type { Trouble } from "./trouble.ts";

/** What a client's WMI has: everything, no root\ccm, root\ccm without invagt, or a refusal for whoever asks. */
export type WmiState = "whole" | "no-client" | "no-agent" | "denied";

/** Where a client is that cannot be reached. `closed`: nowhere; `silent`: there, but it never says a word. */
export type Reach = "closed" | "silent";

/**
 * What a run of the full-inventory example ought to come to: reset hardware, reset software, force both, wait for
 * hardware, wait for software with `on-error: continue`. `steps` is as far as it is determined; `state` is null where
 * more than one end is right.
 */
export interface Expected {
  readonly state: "succeeded" | "failed" | "unreachable" | null;
  readonly steps: readonly ("changed" | "unchanged" | "sent" | "failed")[];
}

/** One kind of simulated client. What is left out is as on a healthy one. */
export interface Kind {
  readonly about: string;
  readonly expected: Expected;
  /** At a port of its own. Left out: at the port that the others share. */
  readonly reach?: Reach;
  readonly wmi?: WmiState;
  readonly manners?: Partial<Record<ScheduleName, Manner>>;
  /** Inventories without a row when the fleet starts. */
  readonly absent?: readonly ScheduleName[];
  /** Inventories switched off by client settings: no InventoryAction row. */
  readonly disabled?: readonly ScheduleName[];
  readonly provisioning?: boolean;
  /** It is assigned to another site than the fleet. */
  readonly elsewhere?: true;
  /** The client's version, where that is not the fleet's. */
  readonly version?: string;
  /** How long its setup still runs when the fleet starts. */
  readonly setupMs?: number;
  /** The language of its faults. */
  readonly language?: "ja-JP" | "de-DE";
  /** Answers are held back this long. */
  readonly delayMs?: number;
  /** Operations refused for want of quota before the first that is let through. */
  readonly quota?: number;
  /** Names itself as another computer. */
  readonly misplaced?: boolean;
  /** Does not know the fleet's account. */
  readonly refuses?: boolean;
  /** Each connection ends after so many answers; the last one says so, or it does not. */
  readonly dropsAfterAnswers?: number;
  readonly announcesDrop?: boolean;
  /** A connection ends after so long without a request. */
  readonly dropsAfterIdleMs?: number;
  readonly trouble?: Trouble;
}

const WELL: Expected = { state: "succeeded", steps: ["changed", "changed", "changed", "sent", "sent"] };
const NOT_REPORTED: Expected = { state: "failed", steps: ["changed", "changed", "changed", "failed"] };
const REFUSED_AT_ONCE: Expected = { state: "failed", steps: ["failed"] };
const UNREACHABLE: Expected = { state: "unreachable", steps: [] };
const UNDETERMINED: Expected = { state: null, steps: [] };

const BOTH_NEVER_END = { hardware: "never-ends", software: "never-ends" } as const;
const ALL_IGNORED = { hardware: "ignored", software: "ignored", discovery: "ignored" } as const;

/** Every kind but those of the wire, which stand below. */
const clientKinds = {
  healthy: { about: "a healthy client", expected: WELL },
  fresh: {
    about: "never reported yet: no rows",
    absent: ["hardware", "software"],
    expected: { state: "succeeded", steps: ["unchanged", "unchanged", "changed", "sent", "sent"] },
  },
  slow: { about: "takes a second over every answer", delayMs: 1_000, expected: WELL },
  japanese: {
    about: "its faults are in Japanese",
    language: "ja-JP",
    absent: ["software"],
    expected: { state: "succeeded", steps: ["changed", "unchanged", "changed", "sent", "sent"] },
  },
  german: {
    about: "its faults are in German",
    language: "de-DE",
    absent: ["hardware"],
    expected: { state: "succeeded", steps: ["unchanged", "changed", "changed", "sent", "sent"] },
  },
  quota: { about: "the first operation finds the account's quota used up", quota: 1, expected: WELL },
  "drops-connections": {
    about: "ends the connection with every third answer, and says so",
    dropsAfterAnswers: 3,
    announcesDrop: true,
    expected: WELL,
  },
  "drops-idle": { about: "ends a connection that idles for a second", dropsAfterIdleMs: 1_000, expected: WELL },
  offline: { about: "nothing listens", reach: "closed", expected: UNREACHABLE },
  silent: { about: "accepts connections and never answers", reach: "silent", expected: UNREACHABLE },
  "wrong-address": { about: "another computer answers at its address", misplaced: true, expected: UNREACHABLE },
  "password-refused": {
    about: "does not know the account",
    refuses: true,
    expected: { state: "failed", steps: [] },
  },
  "access-denied": { about: "WMI refuses the account", wmi: "denied", expected: REFUSED_AT_ONCE },
  "no-client": { about: "no ConfigMgr client: root\\ccm is missing", wmi: "no-client", expected: REFUSED_AT_ONCE },
  "broken-client": { about: "root\\ccm is there, invagt is missing", wmi: "no-agent", expected: REFUSED_AT_ONCE },
  stuck: { about: "cycles start and never end", manners: BOTH_NEVER_END, expected: NOT_REPORTED },
  provisioning: {
    about: "in provisioning mode: triggers are taken, nothing is reported",
    provisioning: true,
    manners: ALL_IGNORED,
    expected: NOT_REPORTED,
  },
  "other-site": { about: "is assigned to another site", elsewhere: true, expected: WELL },
  "old-client": { about: "has a client of five years ago", version: "5.00.8790.1007", expected: WELL },
  upgrading: { about: "ccmsetup.exe runs for its first seconds", setupMs: 5_000, expected: WELL },
  "no-software-inventory": {
    about: "software inventory is switched off",
    manners: { software: "ignored" },
    absent: ["software"],
    disabled: ["software"],
    expected: { state: "succeeded", steps: ["changed", "unchanged", "changed", "sent", "failed"] },
  },
  "mid-delta": {
    about: "a delta cycle is running when the reset comes",
    manners: { hardware: "delta-under-way" },
    expected: NOT_REPORTED,
  },
  "mid-full": {
    about: "a full cycle is running when the reset comes",
    manners: { hardware: "full-under-way" },
    expected: NOT_REPORTED,
  },
} as const satisfies Record<string, Kind>;

const ALWAYS = Number.POSITIVE_INFINITY;

/** Trouble of the wire itself; none of it may ever pass for an answer. */
const wireKinds = {
  "wire-cut": { about: "cuts the second answer off", trouble: { shape: "cut", from: 2, times: 1 }, expected: WELL },
  "wire-drops": {
    about: "ends the connection after every third answer without a word",
    dropsAfterAnswers: 3,
    // Whether the next request leaves before the end is seen is a matter of luck.
    expected: { state: "succeeded", steps: [] },
  },
  "wire-truncated": {
    about: "sends half of its second answer",
    trouble: { shape: "truncated", from: 2, times: 1 },
    expected: WELL,
  },
  "wire-forgets": {
    about: "forgets once who logged on: 401 in the middle",
    trouble: { shape: "forgotten", from: 3, times: 1 },
    expected: WELL,
  },
  "wire-lost-trigger": {
    about: "carries the first trigger out and cuts its answer off",
    trouble: { shape: "cut", from: 1, times: 1, only: "TriggerSchedule" },
    expected: UNDETERMINED,
  },
  "wire-garbage": {
    about: "answers in garbage",
    trouble: { shape: "garbage", from: 1, times: ALWAYS },
    expected: UNDETERMINED,
  },
  "wire-oversized": {
    about: "answers without end",
    trouble: { shape: "oversized", from: 1, times: ALWAYS },
    expected: UNDETERMINED,
  },
  "wire-unrelated": {
    about: "answers another request",
    trouble: { shape: "unrelated", from: 1, times: ALWAYS },
    expected: UNDETERMINED,
  },
  "wire-plain": {
    about: "answers in plain text on a sealed connection",
    trouble: { shape: "plain", from: 1, times: ALWAYS },
    expected: UNDETERMINED,
  },
  "wire-tampered": {
    about: "its answers were changed on their way",
    trouble: { shape: "tampered", from: 1, times: ALWAYS },
    expected: UNDETERMINED,
  },
  "wire-drips": {
    about: "sends its answers a byte at a time",
    trouble: { shape: "drips", from: 1, times: ALWAYS },
    expected: UNDETERMINED,
  },
} as const satisfies Record<string, Kind>;

/** All kinds of simulated clients, by name. */
export const kinds = { ...clientKinds, ...wireKinds };
/** The name of a kind. */
export type KindName = keyof typeof kinds;

/** The kinds that are trouble of a client or its computer. */
export const troubledClients = (Object.keys(clientKinds) as KindName[]).filter((name) => name !== "healthy");
/** The kinds that are trouble of the wire. */
export const troubledWires = Object.keys(wireKinds) as KindName[];

/** A kind by its name, with what it leaves out readable as absent. */
export function kindOf(name: KindName): Kind {
  return kinds[name];
}
