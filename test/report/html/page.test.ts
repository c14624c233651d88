import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlReport } from "../../../src/report/html/page.ts";
import type { RunReport } from "../../../src/report/run-report.ts";
import { hostileReports } from "../hostile.ts";
import { largeReport } from "./large-run.ts";

function pageOf(report: RunReport): string {
  return [...htmlReport(report)].join("");
}

function between(text: string, before: string, after: string): string {
  const from = text.lastIndexOf(before) + before.length;
  return text.slice(from, text.indexOf(after, from));
}

/** CSP Level 3, 2.3.1: a hash source is the algorithm and the digest of the text in Base64. */
function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

const page = pageOf(largeReport(60));
const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#39;", "'") ?? "";

describe("the page", () => {
  it("lets nothing in by its policy but its own script and its own style, by their hashes", () => {
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `script-src ${hashSource(between(page, "<script>", "</script>"))}`,
      `style-src ${hashSource(between(page, "<style>", "</style>"))}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  });

  it("states its policy before anything that the policy is about", () => {
    expect(page.indexOf("Content-Security-Policy")).toBeLessThan(page.search(/<(?:style|script|link)/));
  });

  it("names no address outside of itself, and has no style or event in an attribute", () => {
    const tags = page.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, "").match(/<[^>]+>/g) ?? [];
    expect(tags.length).toBeGreaterThan(500);
    for (const tag of tags) {
      expect(tag).not.toMatch(/\s(?:style|on\w+)=/);
      for (const [, address] of tag.matchAll(/\s(?:href|src|action|srcset|data|poster)="([^"]*)"/g))
        expect(address).toMatch(/^#/);
    }
  });

  it("has the same elements whatever the texts are", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const text = pageOf(report);
        expect(text.match(/<script\b/g)).toHaveLength(2);
        expect(text.match(/<\/script>/g)).toHaveLength(2);
        expect(text.match(/<style\b/g)).toHaveLength(1);
        expect(text).not.toMatch(/<(?:img|a\s+href="[^#]|iframe|testcase|!--|!\[)/);
        expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 60 },
    );
  });

  it("says the same counts in its outcome, its table by batch and its columns as the summary", () => {
    const report = largeReport(700);
    const { totals } = report.summary;
    const text = pageOf(report);
    const outcome = [...between(text, '<ul class="states">', "</ul>").matchAll(/<b>([\d,]+)<\/b>/g)];
    expect(outcome.map(([, count]) => Number(count))).toEqual(Object.values(totals));
    const rows = [...between(text, '<details class="by-batch">', "</details>").matchAll(/<tr>.*<\/tr>/g)];
    const cells = rows
      .slice(1)
      .map(([row]) => [...row.matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, count]) => Number(count)));
    const present = Object.values(totals).filter((count) => count > 0);
    const sums = [...present, 700].map((_, column) => cells.reduce((sum, row) => sum + (row[column] as number), 0));
    expect(sums).toEqual([...present, 700]);
  });
});
