import { formatPath } from "../base/cim.ts";
import { formatDuration } from "../base/duration.ts";
import { rowPath } from "../configmgr/inventory.ts";
import type { StepKind } from "../model/step.ts";
import { awaitQuery } from "./await-query.ts";
import { awaitReports } from "./await-reports.ts";
import { awaitSite } from "./await-site.ts";
import { isAtSite, limitMs, queryOf, type WaitInput, waitInput } from "./wait-input.ts";

/** Pauses, or waits until the client has handed a report over or a query has the answer that is wished for. */
export const wait: StepKind<WaitInput> = {
  key: "wait",
  summary:
    "Pauses the target, or waits until it has handed over the report that a reset or force asked for, or the site has it, or until a query finds something or nothing.",
  input: waitInput,
  changes: false,
  repeatable: true,
  takesTimeout: false,
  describe: (what) => {
    const most = formatDuration(limitMs(what));
    if (typeof what === "string") return [`pause for ${what}`];
    if ("query" in what) {
      const { namespace, wql } = queryOf(what);
      return [`query ${namespace}: ${wql} (until ${what.until}, at most ${most})`];
    }
    const looks = what.for.map(
      (name) => `get ${formatPath(rowPath(name))} (until its report is sent, at most ${most})`,
    );
    const asks = what.for.map(
      (name) => `ask the site for the last ${name} report (until it is another, at most ${most})`,
    );
    return isAtSite(what) ? [...looks, ...asks] : looks;
  },
  undo: () => "nothing: it only reads",
  outcomes: {
    sent: "the client handed each report over; that the site has it is not claimed",
    received: "the site has taken each report in",
    unchanged: "the pause is over, or the query has the answer that was waited for",
    skipped: "none of its inventories was forced, so there is nothing to wait for",
  },
  opens: () => [],
  closes: () => [],
  awaits: (what) => (typeof what !== "string" && "for" in what ? what.for : []),
  awaitsAtSite: (what) => (isAtSite(what) ? what.for : []),
  looksForMs: limitMs,
  lastsMs: limitMs,
  narrow: (same) => same,
  async run(context, what) {
    if (isAtSite(what)) return awaitSite(context, what.for, limitMs(what));
    if (typeof what !== "string")
      return "query" in what ? awaitQuery(context, what) : awaitReports(context, what.for, limitMs(what));
    await context.pause(limitMs(what));
    return { kind: "unchanged", facts: {} };
  },
};
