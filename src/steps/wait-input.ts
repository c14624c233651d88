import { Array as List, Literal, Optional, Object as Shape, type Static, String as Text, Union } from "typebox";
import { DURATION_PATTERN, parseDuration } from "../base/duration.ts";

const duration = Text({
  pattern: DURATION_PATTERN,
  examples: ["90s"],
  description: "A span such as `90s`, `15m` or `1h30m`: a pause.",
});

const reports = Shape(
  {
    for: List(Union([Literal("hardware"), Literal("software")]), {
      minItems: 1,
      uniqueItems: true,
      description: "The inventories whose reports are awaited.",
    }),
    at: Optional(
      Union(
        [
          Literal("client", { description: "Until the client has handed each report over." }),
          Literal("site", {
            description: "Until the site has taken each report in, as its administration service says.",
          }),
        ],
        {
          default: "client",
          description: "`client`: until the client has handed each report over. `site`: until the site has it, too.",
        },
      ),
    ),
    timeout: Optional({
      ...duration,
      examples: ["45m"],
      description: "How long at most. Hardware 30m and software 4h where not given.",
    }),
  },
  {
    additionalProperties: false,
    description: "Reports: until the client has handed each of them over, or the site has them.",
  },
);

/** Whether a wait is for the site. */
export function isAtSite(what: WaitInput): what is ReportWait & { readonly at: "site" } {
  return typeof what !== "string" && "for" in what && what.at === "site";
}

/** The longest query: what fits into any WMI provider's own limits, and into a line of a report. */
const LONGEST_QUERY = 1_000;

const query = Shape(
  {
    query: Text({
      title: "a WQL query that begins with `select`",
      // Letters of either case, as WQL has it; a text over several lines is one query.
      pattern: "^\\s*[Ss][Ee][Ll][Ee][Cc][Tt]\\s+[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$",
      maxLength: LONGEST_QUERY,
      examples: ["select Name from Win32_Process where Name = 'ccmsetup.exe'"],
      description: "A WQL query, asked until it finds something or no longer does. It changes nothing.",
    }),
    namespace: Optional(
      Text({
        title: "a WMI namespace such as `root\\cimv2`",
        pattern: "^[Rr][Oo][Oo][Tt](\\\\[A-Za-z0-9_]{1,64}){0,16}$",
        examples: ["root\\cimv2"],
        default: "root\\cimv2",
        description: "Where the query is asked.",
      }),
    ),
    until: Union(
      [
        Literal("gone", { description: "Until the query finds nothing." }),
        Literal("found", { description: "Until the query finds something." }),
      ],
      { description: "`found`: until the query finds something. `gone`: until it finds nothing." },
    ),
    timeout: Optional({ ...duration, examples: [], default: "30m", description: "How long at most." }),
  },
  { additionalProperties: false, description: "A query: until it finds something, or nothing." },
);

/** A wait as it is written: a span, reports, or a query. */
export const waitInput = Union([duration, reports, query]);

export type WaitInput = Static<typeof waitInput>;
export type QueryWait = Static<typeof query>;
export type ReportWait = Static<typeof reports>;

/** How long a wait lasts where the runbook does not say. */
export const WAIT_TIMEOUT_MS = { hardware: 30 * 60_000, software: 4 * 3_600_000, query: 30 * 60_000 } as const;

/** Where a query is asked that names no namespace. */
const QUERY_NAMESPACE = "root\\cimv2";

/** The query, and the namespace it is asked in. */
export function queryOf(what: QueryWait): { readonly namespace: string; readonly wql: string } {
  return { namespace: what.namespace ?? QUERY_NAMESPACE, wql: what.query.trim() };
}

/** How long a wait lasts at most, in milliseconds. */
export function limitMs(what: WaitInput): number {
  if (typeof what === "string") return parseDuration(what) as number;
  if (what.timeout !== undefined) return parseDuration(what.timeout) as number;
  if ("query" in what) return WAIT_TIMEOUT_MS.query;
  return Math.max(...what.for.map((inventory) => WAIT_TIMEOUT_MS[inventory]));
}

/** A wait for a report that ends earlier than is usual. */
export interface ShortReportWait {
  readonly inventory: "hardware" | "software";
  readonly timeoutMs: number;
  readonly usualMs: number;
}

/** The inventories that a wait gives less time than they get where a runbook says nothing. */
export function shorterThanUsual(what: WaitInput): readonly ShortReportWait[] {
  if (typeof what === "string" || "query" in what) return [];
  const timeoutMs = limitMs(what);
  return what.for
    .map((inventory) => ({ inventory, timeoutMs, usualMs: WAIT_TIMEOUT_MS[inventory] }))
    .filter(({ usualMs }) => timeoutMs < usualMs);
}

/** The same wait, no longer than `maxMs`: a rehearsal does not wait for hours. */
export function capWait(what: WaitInput, maxMs: number): WaitInput {
  if (limitMs(what) <= maxMs) return what;
  const cap = `${maxMs}ms`;
  return typeof what === "string" ? cap : { ...what, timeout: cap };
}
