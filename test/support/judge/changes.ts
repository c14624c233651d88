import type { TargetSummary } from "../../../src/model/summary.ts";
import { carriedOut, type Operation } from "./operations.ts";

/** A host that says in plain words that it did not do what it did: nobody can know better. */
const HOST_DENIES = ["contradicts"];

/** Where the journal says of one change what is not so. */
export function liesAboutChange(operation: Operation): readonly string[] {
  const { deed, id, ends, deeds } = operation;
  const done = carriedOut(operation);
  const denied = done.filter(({ answer }) => answer !== undefined && HOST_DENIES.includes(answer));
  const count = (end: string) => ends.filter((one) => one === end).length;
  const unsure = count("maybe") + count("lost");
  const lies: string[] = [];
  const say = (what: string) => lies.push(`${deed} ${id}: ${what} (told ${ends.join(", ") || "nothing"})`);
  if (count("done") > done.length) say(`told done ${count("done")} times, done ${done.length} times`);
  // A delete whose first answer was lost finds its own work done.
  const explained = count("done") + count("absent") + unsure + denied.length;
  if (done.length > explained) say(`done ${done.length} times, of which ${explained} are told`);
  if (count("absent") > 0 && deeds.length === 0) say("told absent, never asked for");
  if (deed === "trigger" && done.length > 1) say(`triggered ${done.length} times`);
  if (count("seen") > 0 && done.length === 0) say("told to be seen, never done");
  return lies;
}

/** What is known of a change when all is over, by the journal alone: the last word is not always the best one. */
export function standing({ ends }: Operation): "done" | "not" | "unsure" {
  if (ends.some((end) => end === "done" || end === "absent" || end === "seen")) return "done";
  return ends.some((end) => end === "maybe" || end === "lost") ? "unsure" : "not";
}

/** Where a target's state hides that something is not known, or says that it is not known though it is. */
export function liesAboutState(
  target: TargetSummary,
  operations: readonly Operation[],
  settled: ReadonlySet<string>,
): readonly string[] {
  const unsure = operations.filter(
    (operation) => standing(operation) === "unsure" && !(operation.deed === "trigger" && settled.has(operation.id)),
  );
  if (unsure.length > 0 && target.state !== "in-doubt")
    return unsure.map(({ deed, id }) => `${deed} ${id} may have been done, and the target is told ${target.state}`);
  if (unsure.length === 0 && target.state === "in-doubt") return ["told in doubt, though nothing is"];
  return [];
}
