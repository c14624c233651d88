import { formatDuration, MAX_DURATION_MS, parseDuration } from "../../base/duration.ts";
import type { Json } from "../../base/json.ts";
import { child, nameOf } from "../../text/pointer.ts";
import type { Rule } from "./rule.ts";

/** No span is longer than can be waited for, and no operation has no time at all. */
export const durations: Rule = ({ steps, findings }) => {
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
  };
  for (const { pointer, members, kinds } of steps) {
    visit(members.timeout, child(pointer, "timeout"));
    for (const { key } of kinds) visit(members[key], child(pointer, key));
  }
};
