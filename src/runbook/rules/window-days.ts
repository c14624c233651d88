import type { Json } from "../../base/json.ts";
import type { Weekday } from "../../model/window.ts";
import { valueAt } from "../../text/document.ts";
import { child, nameOf } from "../../text/pointer.ts";
import type { Rule } from "./rule.ts";

const POINTER = "/rollout/window/days";
const WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const PARTS: ReadonlyMap<string, readonly Weekday[]> = new Map([
  ["weekdays", WEEK.slice(0, 5)],
  ["weekend", WEEK.slice(5)],
  ["daily", WEEK],
]);

/** Days as other programs have them: `Tuesday`, `mon-fri`, `weekend`. */
export const windowDays: Rule = ({ document, findings }) => {
  const days = valueAt(document, POINTER);
  const add = (pointer: string, day: Json, form: (list: string) => string): void => {
    const meant = typeof day === "string" && !WEEK.includes(day as Weekday) ? meantDays(day.toLowerCase()) : [];
    if (meant.length === 0) return;
    const message = `${nameOf(pointer)} must name days such as \`mon\`, not \`${day}\``;
    findings.add({ code: "INV123", pointer, part: "value", message, hint: `Write \`${form(meant.join(", "))}\`.` });
  };
  if (!Array.isArray(days)) add(POINTER, days ?? null, (list) => `[${list}]`);
  else for (const [index, day] of days.entries()) add(child(POINTER, index), day, (list) => list);
};

/** None where that is a guess. */
function meantDays(written: string): readonly Weekday[] {
  const [first, last, ...more] = written.split(/ ?(?:-|to|\.\.) ?/).map(dayOf);
  if (first === undefined || first === -1 || last === -1 || more.length > 0) return PARTS.get(written) ?? [];
  if (last === undefined) return [WEEK[first] as Weekday];
  // The week is a ring: from Saturday to Monday are three days.
  const count = ((last - first + WEEK.length) % WEEK.length) + 1;
  return Array.from({ length: count }, (_, step) => WEEK[(first + step) % WEEK.length] as Weekday);
}

/** From 0 for Monday; -1 where it is no day. `tue`, `tues.`, `Tuesdays`. */
function dayOf(written: string): number {
  const letters = written.replace(/\.$/, "");
  return letters.length < 2 ? -1 : NAMES.findIndex((name) => name.startsWith(letters) || letters === `${name}s`);
}
