import { type Expected, type Kind, WELL } from "./kind.ts";
import { settingKinds } from "./setting-kinds.ts";
import { stormKinds, wireKinds } from "./wire-kinds.ts";

const NOT_REPORTED: Expected = { state: "failed", steps: ["changed", "changed", "changed", "failed"] };
const REFUSED_AT_ONCE: Expected = { state: "failed", steps: ["failed"] };
const UNREACHABLE: Expected = { state: "unreachable", steps: [] };

const BOTH_NEVER_END = { hardware: "never-ends", software: "never-ends" } as const;
const ALL_IGNORED = { hardware: "ignored", software: "ignored", discovery: "ignored" } as const;

/** Every kind but those of the wire. */
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

/** All kinds of simulated clients, by name. */
export const kinds = { ...clientKinds, ...wireKinds, ...stormKinds, ...settingKinds };
/** The name of a kind. */
export type KindName = keyof typeof kinds;

/** The kinds that are trouble of a client or its computer. */
export const troubledClients = (Object.keys(clientKinds) as KindName[]).filter((name) => name !== "healthy");
/** The kinds that are trouble of the wire. */
export const troubledWires = Object.keys(wireKinds) as KindName[];
/** The kinds whose clients draw their trouble. */
export const storms = Object.keys(stormKinds) as KindName[];

/** A kind by its name, with what it leaves out readable as absent. */
export function kindOf(name: KindName): Kind {
  return kinds[name];
}
