import type { Event } from "../../../src/model/event.ts";
import type { Deed } from "../../../src/sim/deeds.ts";
import type { TruthClient } from "../../../src/sim/truth.ts";

/** What a change is done to. */
export interface Subject {
  readonly deed: "delete" | "trigger" | "invoke";
  /** Of the inventory or schedule, in lower case; of a call, the method. */
  readonly id: string;
}

/** How one sending of a change ended, by the journal; `lost` where the journal says no more of it. */
export type End = "done" | "absent" | "seen" | "no" | "yes" | "maybe" | "lost";

/** All the sendings of one change on one client, and all that was done of it. */
export interface Operation extends Subject {
  readonly ends: readonly End[];
  /** In order; deletes that found nothing among them. */
  readonly deeds: readonly Deed[];
}

const ID = /\{[0-9a-f-]{36}\}/i;

/** What a journal and the truth have to say of each change of one client. */
export function operationsOf(events: readonly Event[], client: TruthClient): readonly Operation[] {
  const ends = new Map<string, End[]>();
  for (const event of events) {
    if (event.type !== "sending" && event.type !== "answered" && event.type !== "refused") continue;
    const subject = subjectOf(event.operation);
    if (subject === null) continue;
    const key = keyOf(subject);
    const known = ends.get(key) ?? [];
    ends.set(key, known);
    if (event.type === "sending") known.push("lost");
    else if (event.type === "answered" && event.result === "seen") known.push("seen");
    else known[known.length - 1] = event.type === "answered" ? event.result : event.delivered;
  }
  const deeds = new Map<string, Deed[]>();
  for (const deed of client.deeds) {
    const subject = deedSubject(deed);
    if (subject === null) continue;
    const key = keyOf(subject);
    deeds.set(key, [...(deeds.get(key) ?? []), deed]);
  }
  return [...new Set([...ends.keys(), ...deeds.keys()])].map((key) => {
    const [deed, id] = key.split(" ") as [Subject["deed"], string];
    return { deed, id, ends: ends.get(key) ?? [], deeds: deeds.get(key) ?? [] };
  });
}

/** The operation as events write it: `delete …ID="{…}"`, `invoke …TriggerSchedule(sScheduleID="{…}")`, `invoke ….Method()`. */
function subjectOf(operation: string): Subject | null {
  const id = ID.exec(operation)?.[0].toLowerCase();
  if (id !== undefined) return { deed: operation.startsWith("delete ") ? "delete" : "trigger", id };
  const [, method] = /^invoke .*\.(\w+)\(/.exec(operation) ?? [];
  return method === undefined ? null : { deed: "invoke", id: method };
}

/** The deed as the truth writes it; reads and the questions of the registry change nothing. */
function deedSubject({ deed, subject = "" }: Deed): Subject | null {
  if (deed === "delete" || deed === "trigger") return { deed, id: ID.exec(subject)?.[0].toLowerCase() ?? "" };
  const [, method] = /:SMS_Client\.(\w*Policy)$/i.exec(subject) ?? [];
  return deed === "invoke" && method !== undefined ? { deed, id: method } : null;
}

function keyOf({ deed, id }: Subject): string {
  return `${deed} ${id}`;
}

/** What was carried out, be it in vain: a delete that took a row away, a trigger that was taken. */
export function carriedOut({ deeds }: Pick<Operation, "deeds">): readonly Deed[] {
  return deeds.filter(({ result }) => result !== "absent");
}
