import { formatDuration, parseDuration } from "../../base/duration.ts";
import { usualLengthMs } from "../../model/window.ts";
import { isMap, valueAt } from "../../text/document.ts";
import { TIME_PATTERNS } from "../window-schema.ts";
import type { Rule, RuleContext } from "./rule.ts";

const WINDOW = "/rollout/window";
const RETRY = "/rollout/retry-unreachable";
const WEEK = 7;

/** A window opens and ends. */
export const windowSpan: Rule = ({ document, findings }) => {
  const window = valueAt(document, WINDOW);
  if (!isMap(window)) return;
  const { days, from, to } = window;
  const pointer = `${WINDOW}/to`;
  if (typeof from === "string" && from === to) {
    const message = `the window ends at ${to}, when it opens`;
    const hint = 'A whole day is written as `from: "00:00"`, `to: "24:00"`.';
    findings.add({ code: "INV176", pointer, part: "value", message, hint });
  } else if (from === "00:00" && to === "24:00" && (!Array.isArray(days) || new Set(days).size === WEEK)) {
    const message = "the window is open all day on all days: it never ends";
    findings.add({ code: "INV176", pointer, part: "value", message, hint: "Name its `days`, or take `window` out." });
  }
};

/** Later tries need a window that they fit into: without one there are none. */
export const laterTries: Rule = ({ document, findings }) => {
  const retry = valueAt(document, RETRY);
  const pause = typeof retry === "string" ? parseDuration(retry) : null;
  if (pause === null) return;
  const warning = { code: "INV174", pointer: RETRY, part: "value", severity: "warning" } as const;
  if (valueAt(document, WINDOW) === undefined) {
    const message = "`retry-unreachable` does nothing without a `window`, which says how long to go on trying";
    findings.add({ ...warning, message });
    return;
  }
  const open = windowLength(document);
  if (open === null || pause < open) return;
  const message = `after ${retry} the window has ended, which is open for ${formatDuration(open)}: there is no second try`;
  findings.add({ ...warning, message, hint: "Shorten the pause." });
};

/** In milliseconds; null where there is no window whose times are right. */
export function windowLength(document: RuleContext["document"]): number | null {
  const [from, to] = [valueAt(document, `${WINDOW}/from`), valueAt(document, `${WINDOW}/to`)];
  if (typeof from !== "string" || typeof to !== "string" || from === to) return null;
  const right = new RegExp(TIME_PATTERNS.from).test(from) && new RegExp(TIME_PATTERNS.to).test(to);
  return right ? usualLengthMs({ from, to }) : null;
}
