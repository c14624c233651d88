import { type Share, shareOf } from "../../model/share.ts";
import { valueAt } from "../../text/document.ts";
import { LIMIT_PATTERN, SIZE_PATTERN } from "../percentage.ts";
import type { Rule } from "./rule.ts";

/** In tenths of a percent: the finest that is written. */
const ALL = 1_000;

/** Who writes both a limit and a criterion means the brake to close before the criterion is lost. */
export const lostCriterion: Rule = ({ document, findings }) => {
  const pointer = "/rollout/max-failed";
  const [failed, success] = [valueAt(document, pointer), valueAt(document, "/rollout/success")];
  if (!isPercentage(failed, LIMIT_PATTERN) || !isPercentage(success, SIZE_PATTERN)) return;
  const may = shareOf(failed, ALL, "down");
  const spare = ALL - shareOf(success, ALL, "up");
  // Who writes 100 % wants no limit, and has said so.
  if (may <= spare || may === ALL) return;
  const message = `${percent(may)} may fail before the brake closes, but above ${percent(spare)} the criterion of ${success} is lost`;
  findings.add({ code: "INV172", pointer, part: "value", message, severity: "warning" });
};

function isPercentage(value: unknown, pattern: string): value is Share {
  return typeof value === "string" && new RegExp(pattern).test(value);
}

function percent(thousandths: number): string {
  return `${thousandths / 10}%`;
}
