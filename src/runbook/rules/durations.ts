import { formatDuration, MAX_DURATION_MS, parseDuration } from "../../base/duration.ts";
import type { Json } from "../../base/json.ts";
import { valueAt } from "../../text/document.ts";
import { child, nameOf } from "../../text/pointer.ts";
import type { Rule } from "./rule.ts";

const RETRY = "/rollout/retry-unreachable";
/** Between tries of a computer that is not there; what is shorter only costs names and sockets. */
const LEAST_PAUSE_MS = 1_000;

/** No span is longer than can be waited for, and no operation has no time at all. */
export const durations: Rule = ({ document, steps, findings }) => {
  const visit = (value: Json | undefined, pointer: string): void => {
    if (typeof value === "object" && value !== null)
      for (const [key, member] of Object.entries(value)) visit(member, child(pointer, key));
    const ms = typeof value === "string" ? parseDuration(value) : null;
    if (ms === null) return;
    if (ms > MAX_DURATION_MS) {
      const message = `${nameOf(pointer)} may be at most ${formatDuration(MAX_DURATION_MS)}, not \`${value}\``;
      findings.add({ code: "INV124", pointer, part: "value", message });
    } else if (ms === 0 && pointer.endsWith("/timeout"))
      findings.add({ code: "INV124", pointer, part: "value", message: `${nameOf(pointer)} must leave some time` });
    else if (ms < LEAST_PAUSE_MS && pointer === RETRY) {
      const message = `${nameOf(pointer)} must be at least ${formatDuration(LEAST_PAUSE_MS)}, not \`${value}\``;
      findings.add({ code: "INV124", pointer, part: "value", message });
    }
  };
  visit(valueAt(document, RETRY), RETRY);
  for (const { pointer, members, kinds } of steps) {
    visit(members.timeout, child(pointer, "timeout"));
    for (const { key } of kinds) visit(members[key], child(pointer, key));
  }
};
