import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import { targetStates } from "../../src/model/outcome.ts";
import { junit } from "../../src/report/junit.ts";
import type { RunReport } from "../../src/report/run-report.ts";
import { xmllint } from "../strangers/presence.ts";
import { readJunit } from "../support/readers/junit.ts";
import { given, hostileReports, reportOf, unshown } from "./hostile.ts";
import { changed, ended, fault, planOf, started, stepDone } from "./scene.ts";

const text = (report: RunReport) => [...junit(report)].join("");
const SCHEMA = fileURLToPath(new URL("junit.xsd", import.meta.url));
const lint = xmllint();

describe("the JUnit report", () => {
  it("holds a suite a target under the name that was given, a case a step, and counts that add up, by a parser of XML", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const { attributes, suites } = readJunit(text(report));
        const { targets, totals, name } = report.summary;
        expect(given(unshown(attributes.name as string))).toBe(given(name));
        expect(suites.map((suite) => unshown(suite.attributes.name as string))).toEqual(
          targets.map((target) => given(target.name)),
        );
        for (const state of targetStates)
          expect(suites.filter(({ properties }) => properties.state === state)).toHaveLength(totals[state]);
        const cases = suites.flatMap((suite) => suite.cases);
        const count = (ending: string) => cases.filter((one) => one.ending === ending).length;
        expect([attributes.tests, attributes.failures, attributes.errors].map(Number)).toEqual([
          cases.length,
          count("failure"),
          count("error"),
        ]);
        expect(count("failure")).toBe(totals.failed);
        expect(count("error")).toBe(totals.unreachable + totals["in-doubt"] + totals.stopped);
        for (const { attributes: own, cases: some } of suites) {
          expect(some.length).toBeGreaterThanOrEqual(report.plan.steps.length);
          expect(Number(own.skipped)).toBe(some.filter(({ ending }) => ending === "skipped").length);
        }
      }),
    );
  });

  it("tells what ended a target as it was given, with its remedy, by a parser of XML", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const told = readJunit(text(report)).suites.map(({ cases }) => {
          const bad = cases.find(({ ending }) => ending === "failure" || ending === "error");
          return bad === undefined ? null : [unshown(bad.message as string), unshown(bad.text).trim()];
        });
        const known = report.summary.targets.map(({ code, message, hint }) =>
          code === null ? null : [given(`${code} ${message}`), given(hint as string).trim()],
        );
        expect(told).toEqual(known);
      }),
    );
  });

  it.skipIf(lint.absent)(`is valid by ${lint.name}, against what Jenkins and Surefire ask for`, () => {
    const folder = mkdtempSync(join(tmpdir(), "invrun-junit-"));
    try {
      const files = fc.sample(hostileReports, 60).map((report, at) => {
        const path = join(folder, `${at}.xml`);
        writeFileSync(path, text(report));
        return path;
      });
      execFileSync("xmllint", ["--noout", "--schema", SCHEMA, ...files], { stdio: "pipe" });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("skips what was not reached and what `on-error: continue` went past, and passes what ended well", () => {
    const plan = planOf([3], [{}, { onError: "continue" }, {}]);
    const bodies: EventBody[] = [
      started(plan),
      stepDone("pc-1", 0),
      stepDone("pc-1", 1, { kind: "failed", fault: fault("late"), facts: {} }),
      stepDone("pc-1", 2, { kind: "skipped", why: "not forced", facts: {} }),
      ended("pc-1"),
      stepDone("pc-2", 0, { kind: "failed", fault: fault("no client"), facts: {} }),
      ended("pc-2", { state: "failed", fault: fault("no client") }),
      ended("pc-3", { state: "unreachable", fault: fault("no answer") }),
    ];
    const { suites } = readJunit(text(reportOf(plan, bodies)));
    expect(suites.map(({ cases }) => cases.map(({ ending, message }) => [ending, message]))).toEqual([
      [
        [null, null],
        ["skipped", "went past: failed with INV702, no such namespace or class on the host"],
        ["skipped", "nothing to do"],
      ],
      [
        ["failure", "INV702 no client"],
        ["skipped", "not reached"],
        ["skipped", "not reached"],
      ],
      [
        ["error", "INV702 no answer"],
        ["skipped", "not reached"],
        ["skipped", "not reached"],
      ],
    ]);
  });

  it("has a place for what ended a target after its last step, and times in seconds", () => {
    const plan = planOf([1]);
    const report = reportOf(plan, [
      started(plan),
      { type: "target-started", target: "pc-1", batch: 0 },
      { ...stepDone("pc-1", 0), ms: 1_234 } as EventBody,
      stepDone("pc-1", 1, changed),
      ended("pc-1", { state: "stopped", ms: 61_500 }),
    ]);
    const [suite] = readJunit(text(report)).suites;
    expect(suite?.attributes).toMatchObject({ time: "61.500", timestamp: "2026-11-21T22:00:01" });
    expect(suite?.cases.map(({ name, time, ending, message }) => [name, time, ending, message])).toEqual([
      ["1 force-inventory hardware", 1.234, null, null],
      ["2 force-inventory hardware", 0.005, null, null],
      ["the target", 0, "error", "the target is stopped"],
    ]);
  });
});
