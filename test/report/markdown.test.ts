import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import { targetStates } from "../../src/model/outcome.ts";
import { markdown } from "../../src/report/markdown.ts";
import { stateWords } from "../../src/report/rows.ts";
import type { RunReport } from "../../src/report/run-report.ts";
import { cmarkGfm } from "../strangers/presence.ts";
import { readHtml } from "../support/readers/html.ts";
import { headingsOf, kindsOf, tableOf, textsOf } from "../support/readers/markdown.ts";
import { given, hostileReports, reportOf, unshown } from "./hostile.ts";
import { ended, fault, planOf, started } from "./scene.ts";

const cmark = cmarkGfm();

const text = (report: RunReport) => [...markdown(report)].join("");

/** The only marks that a page is made of: no link, no picture, no HTML, no emphasis but that of the total. */
const MARKS = ["heading", "space", "table", "paragraph", "text", "escape", "codespan", "strong"];

/** The same in HTML. */
const ELEMENTS = ["h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "strong"];

/** Spaces and backticks are the page's own to set. */
const plain = (shown: string) => given(shown).replaceAll("`", "").replace(/\s+/g, " ").trim();

describe("the page for a ticket", () => {
  it("is made of headings, tables, text and code, whatever names and messages hold, by a parser of Markdown", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const page = text(report);
        expect(kindsOf(page).filter((kind) => !MARKS.includes(kind))).toEqual([]);
        expect(headingsOf(page)).toBeLessThanOrEqual(14);
      }),
    );
  });

  it("shows each name and message as it was given, by a parser of Markdown", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const page = text(report);
        for (const state of ["failed", "in-doubt", "unreachable", "stopped", "not-started"] as const) {
          const rows = tableOf(page, `Targets ${stateWords[state]}`);
          const told = rows.map(([name, , , , message]) => [
            plain(unshown(name as string)),
            plain(unshown(message as string)),
          ]);
          const known = report.summary.targets
            .filter((target) => target.state === state)
            .map(({ name, message }) => [plain(name), plain(message ?? "")]);
          expect(told).toEqual(known);
        }
        for (const [why, count] of tableOf(page, "Skipped").map(([a, b]) => [plain(unshown(a as string)), b])) {
          const left = report.summary.targets.filter(
            ({ state, message }) => state === "skipped" && plain(message ?? "") === why,
          );
          expect(left.length).toBeGreaterThanOrEqual(Number(count));
        }
      }),
    );
  });

  it.skipIf(cmark.absent)(
    `is the same to ${cmark.name}: no link, no HTML, and each name and message as it was given`,
    () => {
      const extensions = ["table", "strikethrough", "autolink", "tasklist", "footnotes"].flatMap((name) => [
        "-e",
        name,
      ]);
      for (const report of fc.sample(hostileReports, 60)) {
        const html = execFileSync("cmark-gfm", ["--unsafe", ...extensions], { input: text(report), encoding: "utf8" });
        const { elements, cells } = readHtml(html);
        expect(elements.filter((name) => !ELEMENTS.includes(name))).toEqual([]);
        const told = new Set(cells.map((cell) => plain(unshown(cell))));
        for (const { state, name, message } of report.summary.targets) {
          if (state === "succeeded" || state === "skipped") continue;
          expect(told).toContain(plain(name));
          expect(told).toContain(plain(message ?? ""));
        }
      }
    },
  );

  it("holds no character that a terminal obeys", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        expect(text(report)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(text(report)).not.toMatch(/^\s*::|##(vso|teamcity)?\[/im);
      }),
    );
  });

  it("mentions nobody, links to nothing and shows no emoji where GitHub or GitLab would make one of a text", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        expect(textsOf(text(report)).replaceAll("&#124;", "|")).not.toMatch(
          /[@#!$~%&^][\w"]|:\w+:|:\/\/|www\.|\bGH-\d/i,
        );
      }),
    );
  });

  it("counts the targets by state", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const rows = tableOf(text(report), "Targets");
        expect(rows).toEqual([
          ...targetStates.map((state) => [stateWords[state], `${report.summary.totals[state]}`]),
          ["total", `${report.summary.targets.length}`],
        ]);
      }),
    );
  });

  it("stays below 1 MiB at 50,000 targets in as many batches, were every character the worst one, and counts the rest", () => {
    const plan = planOf(new Array(50_000).fill(1));
    const worst = "|".repeat(1_000);
    const states = ["failed", "in-doubt", "unreachable", "stopped", "skipped"] as const;
    const bodies: EventBody[] = [started({ ...plan, name: worst })];
    plan.batches.forEach(({ targets }, at) => {
      const state = states[at % states.length] as (typeof states)[number];
      const bad = { ...fault(`${worst}${at}`), code: `${at}${worst}` as never, hint: worst };
      const target = targets[0]?.name as string;
      bodies.push(
        ended(target, { batch: at, state, ...(state === "skipped" ? { why: `${at}${worst}` } : { fault: bad }) }),
      );
    });
    const report = reportOf(plan, bodies);
    const long = {
      ...report,
      summary: { ...report.summary, targets: report.summary.targets.map((target) => ({ ...target, name: worst })) },
    };
    const page = text(long);
    expect(Buffer.byteLength(page)).toBeLessThan(1_048_576);
    expect(page).toContain("and 9,950 further targets; the CSV report has all of them.");
    expect(page).toContain("and 49,900 more, not told here.");
    expect(page).toContain("and 39,970 further codes.");
    expect(page).toContain("and 9,970 further reasons.");
  });
});
