import fc from "fast-check";
import type { EventBody } from "../../src/model/event.ts";
import { targetStates } from "../../src/model/outcome.ts";
import type { Plan } from "../../src/model/plan.ts";
import { createFold } from "../../src/report/fold.ts";
import type { RunReport } from "../../src/report/run-report.ts";
import { createTimeline } from "../../src/report/timeline.ts";
import { ended, eventsOf, fault, planOf, resumed, started, stepDone, totals } from "./scene.ts";

/** What a format, a terminal, a pipeline or a spreadsheet would obey. */
const CHARMS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</testcase></testsuite>",
  "]]>",
  "<!--",
  "&amp;",
  "&#60;b&#62;",
  "<![CDATA[",
  "[a](javascript:alert(1))",
  "![a](http://evil.example/a.png)",
  "http://evil.example/?q=1",
  "www.evil.example",
  "someone@evil.example",
  "@security-team",
  "#123",
  "GH-7",
  ":bomb:",
  "**bold**",
  "_low_",
  "~~gone~~",
  "a|b",
  "a\\|b",
  "\\",
  "`code`",
  "``",
  "| --- |",
  "$x^2$",
  "=HYPERLINK(1)",
  "=cmd|'/c calc'!A1",
  "+1",
  "-1",
  "@SUM(1)",
  ";=1+1",
  "; -1",
  "\t=1",
  "＝1",
  '"',
  '","',
  "\r\n",
  "\n# heading",
  "\n::error::x",
  "::stop-commands::x",
  "##vso[task.complete result=Failed;]",
  "##[error]x",
  "##teamcity[x]",
  "\u001b[2J",
  "\u001b]8;;http://evil.example\u0007",
  "\u009b31m",
  "\u202eabc",
  "\u0000",
  "\ufffe",
  "\uffff",
  "\ud800",
  "\u2028",
  "\u{e0041}",
  "[code]<b>x</b>[/code]",
  "{{7*7}}",
  "!!python/object",
  "- a: b",
  "*anchor",
  "&anchor",
  "%TAG",
  "null",
  "ü 漢字 🙂",
  " ",
  "  ",
] as const;

/** A short text with anything in it, the worst more often. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...CHARMS) }, fc.string({ unit: "binary", maxLength: 6 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(""))
  // What `\u{1b}` stands for must be one thing only, for a test to read it back.
  .filter((text) => !text.includes("\\u{") && text.length <= 100);

/** A report of such events, as if it had been read from a run's folder. */
export function reportOf(plan: Plan, bodies: readonly EventBody[]): RunReport {
  const fold = createFold(plan);
  const times = createTimeline(plan);
  let first: Extract<EventBody, { type: "run-started" }> | null = null;
  for (const event of eventsOf(bodies)) {
    if (event.type === "run-started") first = event;
    fold.add(event);
    times.add(event);
  }
  if (first === null) throw new Error("a run begins with its start");
  const { operator, approved, part, windowEnds, tool } = first;
  const summary = fold.summary();
  return {
    plan,
    digests: { quotable: "k7mp-3xq2-9f0a-h2jz", file: "0".repeat(64) },
    origin: { operator, approved, part, windowEnds, tool },
    summary,
    timeline: times.timeline(),
    journal: { events: bodies.length, head: summary.head, torn: 0 },
  };
}

/** Reports in which every text that comes from elsewhere is hostile. */
export const hostileReports: fc.Arbitrary<RunReport> = fc
  .record({
    names: fc.uniqueArray(hostileText, { minLength: 1, maxLength: 6 }),
    states: fc.array(fc.constantFrom(...targetStates), { minLength: 6, maxLength: 6 }),
    texts: fc.array(hostileText, { minLength: 12, maxLength: 12 }),
    reached: fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
  })
  .map(({ names, states, texts, reached }) => {
    const [name, change, step, by, host, account, tool, reason, message, hint, why, last] = texts as [
      string,
      ...string[],
    ];
    const whole = planOf([names.length], [{}, { name: step as string }, { onError: "continue" }]);
    const [batch] = whole.batches;
    const plan = {
      ...whole,
      name,
      change: change as string,
      batches: [{ ...batch, targets: names.map((target) => ({ name: target })) }],
    } as Plan;
    const operator = { by: by as string, host: host as string, account: account as string };
    const bodies: EventBody[] = [{ ...started(plan), operator, tool: tool as string } as EventBody];
    names.forEach((target, at) => {
      const state = states[at] as (typeof states)[number];
      if (state === "not-started") return;
      const bad = { ...fault(message as string), hint: hint as string };
      const blamed = state === "failed" || state === "in-doubt" || state === "unreachable" || state === "stopped";
      bodies.push({ type: "target-started", target, batch: 0 });
      const steps = reached[at] as number;
      for (let index = 0; index < steps; index += 1) {
        const failed = blamed && index === steps - 1;
        bodies.push(stepDone(target, index, failed ? { kind: "failed", fault: bad, facts: {} } : undefined));
      }
      bodies.push(
        ended(target, {
          state,
          fault: blamed ? bad : null,
          ...(state === "skipped" && { why: `${why}${at % 2 === 0 ? "" : last}` }),
        }),
      );
    });
    bodies.push({ type: "brake-closed", limit: "max-failed", batch: null, allowed: 0, counted: 1 });
    bodies.push({ type: "run-finished", status: "braked", totals, requests: 3, ms: 9 });
    bodies.push(resumed(plan, { operator, reason: reason as string, raised: { maxFailed: "5%" } }));
    return reportOf(plan, bodies);
  });

/** The text that was given, from what is shown of it: what would be obeyed is shown by its number. */
export function unshown(text: string): string {
  return text.replace(/\\u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
}

/** Line ends behind a text say nothing and are not shown. */
export function given(text: string): string {
  return text.replace(/[\r\n]+$/, "");
}
