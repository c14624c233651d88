import { describe, expect, it } from "vitest";
import { checkRunbook, checkText } from "../../src/app/validate.ts";
import { createSource } from "../../src/model/source.ts";

const runbook = (rollout: string, targets = "") =>
  createSource("book.yml", `name: n\n${targets}rollout: { ${rollout} }\nsteps: [{ request-policy: }]\n`);
const listOf = (count: number) => `hosts: ["pc-[1:${count}]"]\n`;
const told = (rollout: string, count: number) => {
  const list = createSource("list.yml", listOf(count));
  return checkRunbook(runbook(rollout), list).diagnostics.map(({ code, severity }) => `${severity} ${code}`);
};

describe("a rollout and the number of its targets", () => {
  it("fit where each batch has its targets", () => {
    expect(told("batches: [5, 10%, rest]", 51)).toEqual([]);
    expect(told("batches: [5, 50]", 1_000)).toEqual([]);
    expect(told("batches: [100%]", 30)).toEqual([]);
  });

  it("do not fit where a batch is larger than all of them, takes all at first, or has none", () => {
    expect(told("batches: [5, 31, rest]", 30)).toEqual(["warning INV171"]);
    expect(told("batches: [30, rest]", 30)).toEqual(["warning INV171"]);
    expect(told("batches: [100%, rest]", 30)).toEqual(["warning INV171"]);
    // 5 and 27 (90 % rounded up) are more than 30.
    expect(told("batches: [5, 90%, 10]", 30)).toEqual(["warning INV171"]);
  });

  it("always fit with up to 20 targets, which may go all at once", () => {
    expect(told("batches: [5, 500, rest]", 20)).toEqual([]);
    expect(told("batches: [5, 500, rest]", 21)).toEqual(["warning INV171"]);
  });

  it("leave a limit that is not below it without any force", () => {
    expect(told("max-failed: 29, max-unreachable: 30", 30)).toEqual(["warning INV173"]);
    expect(told("max-failed: 100%", 30)).toEqual([]);
  });

  it("show whether the brake closes before the criterion is lost", () => {
    // 95 % of 30 is 28.5, so that 29 must succeed and one may not.
    expect(told("max-failed: 1, success: 95%", 30)).toEqual([]);
    expect(told("max-failed: 2, success: 95%", 30)).toEqual(["warning INV172"]);
    expect(told("max-failed: 10%, success: 27", 30)).toEqual([]);
    expect(told("max-failed: 10%, success: 28", 30)).toEqual(["warning INV172"]);
    expect(told("max-failed: 5.1%, success: 95%", 30)).toEqual(["warning INV172"]);
    expect(told("max-failed: 5%, success: 95%", 30)).toEqual([]);
  });

  it("are not compared with a limit that was lifted, nor with those that hold where nothing is written", () => {
    expect(told("max-failed: 100%, success: 95%", 30)).toEqual([]);
    expect(told("max-failed: 100%, success: 28", 30)).toEqual([]);
    expect(told("success: 99%", 30)).toEqual([]);
    expect(told("max-failed: 50%", 30)).toEqual([]);
  });

  it("show a criterion that nobody can meet: an error, unless the list is not the runbook's own", () => {
    expect(told("success: 30", 30)).toEqual([]);
    expect(told("success: 31", 30)).toEqual(["warning INV178"]);
    const own = checkText(runbook("success: 31", `targets: { ${listOf(30).trim()} }\n`));
    expect(own.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["error INV178"]);
  });

  it("are not compared where they are not known", () => {
    const codes = (targets: string) => checkText(runbook("success: 31", targets)).map(({ code }) => code);
    expect(codes("")).toEqual([]);
    expect(codes("targets: { files: [x.csv] }\n")).toEqual([]);
    expect(codes("targets: { hosts: [pc-1], exclude: { files: [x.csv] } }\n")).toEqual([]);
    expect(codes("targets: { hosts: [pc-1, pc-1] }\n")).toEqual(["INV205"]);
  });
});
