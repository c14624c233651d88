import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "../../src/report/csv.ts";
import type { RunReport } from "../../src/report/run-report.ts";
import { PYTHON, pythonCsv } from "../strangers/presence.ts";
import { readCsv } from "../support/readers/csv.ts";
import { given, hostileReports, reportOf, unshown } from "./hostile.ts";
import { ended, fault, planOf, START, started, stepDone } from "./scene.ts";

const text = (report: RunReport) => [...csv(report)].join("");
const python = pythonCsv();

/** Reads many texts at once; RFC 4180 to the letter, or an error. */
const PYTHON_READER = `
import csv, io, json, sys
texts = json.load(sys.stdin)
json.dump([list(csv.reader(io.StringIO(text, newline=""), strict=True)) for text in texts], sys.stdout)
`;

/** What a spreadsheet takes for a formula: OWASP's signs at the start, or behind a semicolon, where that separates cells. */
const FORMULA = /(^|;)\s*[=+\-@\t\r＝＋－＠]/;

/** The text without the apostrophes that keep spreadsheets from computing. */
const meant = (cell: string) => unshown(cell.replace(/(^|;)(\s*)'(?=[=+\-@＝＋－＠])/g, "$1$2"));

/** Texts of which it can be told afterwards what was ours. */
const ordinary = (report: RunReport) =>
  ![report.summary.name, ...report.summary.targets.flatMap(({ name, message, hint }) => [name, message, hint])].some(
    (one) => one !== null && /(^|;)\s*'/.test(one),
  );

describe("the CSV report", () => {
  it("holds a row a target with each text as it was given, by the grammar of RFC 4180", () => {
    fc.assert(
      fc.property(hostileReports.filter(ordinary), (report) => {
        const [mark, ...rest] = text(report);
        expect(mark).toBe("\ufeff");
        const [columns, ...rows] = readCsv(rest.join(""));
        const at = (name: string) => columns?.indexOf(name) as number;
        expect(
          rows.map((row) => [at("target"), at("message"), at("remedy")].map((one) => meant(row[one] as string))),
        ).toEqual(
          report.summary.targets.map(({ name, message, hint }) => [name, message ?? "", hint ?? ""].map(given)),
        );
        expect(rows.map((row) => row[at("state")])).toEqual(report.summary.targets.map(({ state }) => state));
        expect(new Set([columns, ...rows].map((row) => row?.length))).toEqual(new Set([15]));
      }),
    );
  });

  it("holds no cell that a spreadsheet would compute", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const cells = readCsv(text(report).slice(1)).flat();
        expect(cells.filter((cell) => FORMULA.test(cell))).toEqual([]);
        expect(text(report)).not.toMatch(/(?!\r\n|\n|^\ufeff)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it.skipIf(python.absent)(`reads the same by ${python.name}`, () => {
    const texts = fc.sample(hostileReports, 200).map((report) => text(report).slice(1));
    const read = execFileSync(PYTHON, ["-c", PYTHON_READER], { input: JSON.stringify(texts), encoding: "utf8" });
    expect(JSON.parse(read)).toEqual(texts.map(readCsv));
  });

  it("has these columns in this order, times in UTC, and figures that are numbers", () => {
    const plan = { ...planOf([1, 1], [{}, {}, {}]), change: "CHG1" };
    const before = { major: 4, minor: 39, reported: "2026-11-15T07:34:41Z" };
    const report = reportOf(plan, [
      started(plan),
      { type: "target-started", target: "pc-2", batch: 1 },
      stepDone("pc-2", 0, { kind: "changed", facts: { hardware: { known: before }, software: { before: null } } }),
      stepDone("pc-2", 1, {
        kind: "sent",
        facts: { hardware: { report: "full", major: 1, minor: 0, date: "2026-11-21T22:00:02Z" } },
      }),
      stepDone("pc-2", 2, { kind: "failed", fault: fault("=1+1"), facts: {} }),
      ended("pc-2", { batch: 1, state: "failed", fault: fault("=1+1"), ms: 61_500 }),
    ]);
    const steps =
      '"force-inventory hardware: changed; force-inventory hardware: sent; force-inventory hardware: failed"';
    const reports =
      '"hardware: 4.39 of 2026-11-15T07:34:41Z, then 1.0 of 2026-11-21T22:00:02Z; software: none, then none seen"';
    const began = new Date(START + 1_000).toISOString().slice(0, 19).replace("T", " ");
    expect(text(report)).toBe(
      `\ufeff${[
        "run,change,target,state,code,message,remedy,batch,tries,began_utc,ended_utc,seconds,requests,steps,reports",
        `${plan.id},CHG1,pc-1,not-started,,,,1,0,,,0,0,,`,
        `${plan.id},CHG1,pc-2,failed,INV702,'=1+1,Install the client.,2,1,${began},2026-11-21 22:00:05,61.5,3,${steps},${reports}`,
        "",
      ].join("\r\n")}`,
    );
  });
});
