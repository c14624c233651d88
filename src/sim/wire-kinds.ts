import { type Kind, UNDETERMINED, WELL } from "./kind.ts";

const ALWAYS = Number.POSITIVE_INFINITY;

/** Kinds whose one trouble of the wire always comes at the same moment; none of it may ever pass for an answer. */
export const wireKinds = {
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

/** Kinds whose clients each draw what goes wrong, when, and how often: the worst of the weather. */
export const stormKinds = {
  "storm-connection": { about: "has trouble with connections", draws: ["connections"], expected: UNDETERMINED },
  "storm-logon": { about: "has trouble with logons", draws: ["logons"], expected: UNDETERMINED },
  "storm-undone": { about: "does not do what it is asked", draws: ["undone"], expected: UNDETERMINED },
  "storm-done": { about: "does what it is asked and cannot say so", draws: ["done"], expected: UNDETERMINED },
  "storm-two": { about: "has two troubles", draws: ["any", "any"], expected: UNDETERMINED },
  "storm-three": { about: "has three troubles", draws: ["undone", "done", "any"], expected: UNDETERMINED },
  "storm-leaves": {
    about: "goes away after its first trigger, for a while",
    absence: { shape: "refused", afterMs: [0, 4_000], lastsMs: [1_000, 14_000], since: "own" },
    expected: UNDETERMINED,
  },
  "storm-sleeps": {
    about: "says nothing for a while after its first trigger, and reads later what was sent",
    absence: { shape: "silent", afterMs: [0, 4_000], lastsMs: [1_000, 14_000], since: "own" },
    expected: UNDETERMINED,
  },
  "storm-outage": {
    about: "goes away with all of its kind, and all come back at once",
    absence: { shape: "resets", afterMs: [2_000, 2_000], lastsMs: [6_000, 6_000], since: "first" },
    draws: ["undone"],
    expected: UNDETERMINED,
  },
} as const satisfies Record<string, Kind>;
