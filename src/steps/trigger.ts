import { Enum, Array as List, type Static, Union } from "typebox";
import { type ScheduleName, schedules, scheduleTitle } from "../configmgr/schedules.ts";
import type { StepKind } from "../model/step.ts";
import { describeTrigger, sendTrigger, sendTriggers } from "./send-trigger.ts";

/** Whose reports are awaited: they are forced, so that a wait can follow. */
type Forced = "hardware" | "software";

const names = schedules
  .map(({ name }) => name)
  .filter((name): name is Exclude<ScheduleName, Forced> => name !== "hardware" && name !== "software");

const schedule = Enum([...names], {
  title: "the name of a schedule",
  enumDescriptions: names.map((name) => `${scheduleTitle(name)}.`),
});

const input = Union([
  { ...schedule, description: "A schedule of the client, by its name." },
  List(schedule, { minItems: 1, uniqueItems: true, description: "Several schedules, in the order of their triggers." }),
]);

type Input = Static<typeof input>;

/** Starts what the client would do at its own time. Nothing tells when that is done, so no wait can follow. */
export const trigger: StepKind<Input> = {
  key: "trigger",
  summary: "Starts schedules of the client now, by name (SMS_Client.TriggerSchedule).",
  input,
  changes: true,
  repeatable: false,
  takesTimeout: true,
  describe: (what) => listed(what).map((name) => describeTrigger(name, scheduleTitle(name))),
  undo: () => "not possible: what a schedule has started cannot be called back; the client would do it at its own time",
  outcomes: { changed: "the client took each trigger; when its work is done, nothing tells" },
  opens: () => [],
  closes: () => [],
  awaits: () => [],
  narrow: (same) => same,
  run: (context, what) => sendTriggers(listed(what), { facts: {}, send: (schedule) => sendTrigger(context, schedule) }),
};

function listed(what: Input): readonly ScheduleName[] {
  return Array.isArray(what) ? (what as readonly ScheduleName[]) : [what as ScheduleName];
}
