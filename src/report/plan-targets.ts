import { type Plan, planTargets } from "../model/plan.ts";
import type { PlanRow } from "./plan.ts";
import type { PlanView } from "./plan-view.ts";
import { printable } from "./printable.ts";
import { counted, grouped } from "./words.ts";

/** How many names are shown of those that were taken away. */
const NAMES = 10;
/** How many batches are told one by one. */
const BATCHES = 12;

/** How many targets there are, by source, site and batch, and who was taken away. */
export function targetRows({ plan, site }: PlanView): readonly PlanRow[] {
  const { narrowed } = plan;
  const flags = [
    ...narrowed.limit.map((pattern) => `--limit ${pattern}`),
    ...narrowed.limitAlso.map((pattern) => `--limit-also ${pattern}`),
    ...narrowed.exclude.map((pattern) => `--exclude ${pattern}`),
  ];
  return [
    ["in all", grouped(planTargets(plan).length)],
    [
      "by source",
      ...plan.sources.map(
        ({ file, digest, targets }) => `${grouped(targets)} from ${printable(file)}, sha256 ${digest}`,
      ),
    ],
    ...(flags.length === 0 ? [] : [["flags", printable(flags.join(" "))] as const]),
    ["excluded", excluded(plan)],
    [
      "by site",
      site === null
        ? "any: the runbook requires none"
        : `${printable(site)} for all; a client of another site is left alone`,
    ],
    ["by batch", ...batches(plan)],
  ];
}

function excluded({ excluded: names }: Plan): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, NAMES).map(printable).join(", ");
  return `${grouped(names.length)}: ${shown}${names.length > NAMES ? ", …" : ""}`;
}

function batches({ batches: all }: Plan): readonly string[] {
  const shown = all.slice(0, BATCHES).map(({ targets }, at) => `${at + 1}: ${counted(targets.length, "target")}`);
  const rest = all.slice(BATCHES);
  const more = rest.reduce((sum, { targets }) => sum + targets.length, 0);
  return rest.length === 0
    ? shown
    : [...shown, `${counted(more, "target")} in ${counted(rest.length, "further batche")}s`];
}
