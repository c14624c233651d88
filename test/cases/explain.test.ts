import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { exitCodeOf } from "../../src/app/exit-code.ts";
import { explain, explainable, explanationText, unexplained } from "../../src/app/explain.ts";
import { explainStep } from "../../src/app/explain-step.ts";
import { checkText } from "../../src/app/validate.ts";
import { diagnosticCodes, faultCodes, refusalCodes } from "../../src/base/codes/index.ts";
import { hasErrors } from "../../src/model/diagnostic.ts";
import { createSource } from "../../src/model/source.ts";
import type { Summary } from "../../src/model/summary.ts";
import { codeExplanations } from "../../src/report/explain-code.ts";
import { noTotals } from "../../src/report/totals.ts";
import { planKinds } from "../../src/steps/index.ts";
import { runCli } from "../support/cli.ts";

const plain = { color: false, columns: null };
const text = (word: string) => explanationText(explain(word) ?? { steps: [], families: [] }, plain);

describe("a step explained", () => {
  it.each(planKinds.map(({ key }) => key))("%s: every example is a step without a mistake", (key) => {
    const kind = planKinds.find((each) => each.key === key) as (typeof planKinds)[number];
    const { item, examples } = explainStep(kind);
    for (const { yaml, operations } of examples) {
      // Something to wait for comes first, whatever the step.
      const force = "steps:\n  - force-inventory: [hardware, software]\n";
      const runbook = `name: example\nconnection: { tls: true }\n${item ? `${force}  - ${yaml}` : `${yaml}\n${force}`}\n`;
      expect(checkText(createSource("example", runbook)).filter((found) => hasErrors([found]))).toEqual([]);
      const step = parse(yaml) as Record<string, never>;
      expect(operations).toEqual(kind.describe(step[key] as never));
    }
  });

  it.each(planKinds.map(({ key }) => key))("%s: says what becomes of a change whose answer is lost", (key) => {
    const kind = planKinds.find((each) => each.key === key) as (typeof planKinds)[number];
    expect(explainStep(kind).lostAnswers.length > 0).toBe(kind.changes);
  });

  // memdocs: how to reset the hardware inventory cache.
  it("names namespace, class and key of what a reset deletes, and how to undo it", () => {
    expect(text("reset-hw-cache")).toContain(
      'delete root\\ccm\\invagt:InventoryActionStatus.InventoryActionID="{00000000-0000-0000-0000-000000000001}"',
    );
    expect(text("reset-hw-cache")).toContain("\nTo undo it\n");
  });

  it("offers a timeout beside it only where one may stand", () => {
    const options = (key: string) => {
      const found = explain(key);
      return found !== null && "step" in found ? found.step.options.map((option) => option.key) : null;
    };
    expect(options("reset-hw-cache")).toEqual(["name", "timeout", "retries", "on-error"]);
    expect(options("wait")).toEqual(["name", "retries", "on-error"]);
  });
});

describe("a code explained", () => {
  it("is known for every code there is", () => {
    const all = Object.keys({ ...diagnosticCodes, ...refusalCodes, ...faultCodes }).sort();
    expect(codeExplanations.map(({ code }) => code)).toEqual(all);
  });

  it("may be written in lower case, and without INV", () => {
    expect(explain("inv803")).toEqual(explain("INV803"));
    expect(explain("803")).toEqual(explain("INV803"));
  });

  it("tells causes, remedy, retry, state and exit code", () => {
    expect(explain("INV803")).toMatchObject({
      code: { title: faultCodes.INV803.title, state: "failed", retried: false, exits: [6] },
    });
    expect(text("INV803")).toContain("provisioning mode");
    expect(explain("INV403")).toMatchObject({ code: { state: "unreachable", retried: true, exits: [4, 6] } });
    expect(explain("INV301")).toMatchObject({ code: { kind: "refusal", exits: [5], retried: null } });
    expect(explain("INV118")).toMatchObject({ code: { kind: "diagnostic", exits: [2], causes: [] } });
  });
});

describe("the exit codes of an explanation", () => {
  const exits = (state: string) => codeExplanations.find((each) => each.state === state)?.exits;
  const summary = (state: "failed" | "unreachable" | "stopped", status: "finished" | "interrupted") =>
    ({ status, totals: { ...noTotals(), [state]: 1 }, targets: [{ state }], part: { batches: null } }) as unknown as Summary;

  it("are those that a run of one such target ends with", () => {
    for (const state of ["failed", "unreachable"] as const)
      expect(exits(state)).toContain(exitCodeOf(summary(state, "finished"), { success: "100%", stopped: null }));
    const stopped = (["journal", "interrupted", "terminated"] as const).map((reason) =>
      exitCodeOf(summary("stopped", "interrupted"), { success: "100%", stopped: reason }),
    );
    expect(exits("stopped")).toEqual(stopped);
  });
});

// Windows SDK wsmerror.h: ERROR_WSMAN_WMI_SVC_ACCESS_DENIED is 2150859012; WMI error constants; winerror.h.
describe("a code of the host's", () => {
  it("may be written in hexadecimal, unsigned, signed, or by its name", () => {
    const denied = explain("0x80338104");
    expect(denied).toMatchObject({
      hostCode: { name: "ERROR_WSMAN_WMI_SVC_ACCESS_DENIED", becomes: { code: "INV704" } },
    });
    for (const word of ["2150859012", "-2144108284", "0X80338104", "error_wsman_wmi_svc_access_denied"])
      expect(explain(word)).toEqual(denied);
  });

  it("may be one of WMI, of Windows or of CIM", () => {
    expect(explain("0x80041003")).toMatchObject({ hostCode: { name: "WBEM_E_ACCESS_DENIED" } });
    expect(explain("995")).toMatchObject({ hostCode: { figure: "995", becomes: { code: "INV709" } } });
    expect(explain("CIM_ERR_NOT_FOUND")).toMatchObject({ hostCode: { figure: "CIM status 6" } });
  });

  it("that has no meaning of its own is said so", () => {
    expect(explain("0x8badf00d")).toMatchObject({ hostCode: { name: null, becomes: { code: "INV718" } } });
    expect(text("0x8badf00d")).toContain("No meaning is known here.");
  });

  it("is no number beyond 32 bits", () => {
    for (const word of ["4294967296", "0x123456789", "-2147483649"]) expect(explain(word)).toBeNull();
  });
});

describe("the list of all", () => {
  it("names each step and each code once", () => {
    const { steps, families } = explainable();
    expect(steps.map(({ key }) => key)).toEqual(planKinds.map(({ key }) => key));
    expect(families.flatMap(({ rows }) => rows.map(({ code }) => code))).toEqual(codeExplanations.map(({ code }) => code));
  });

  it("fits a terminal's width, but for words that are longer", () => {
    const lines = explanationText(explainable(), { color: false, columns: 60 }).split("\n");
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
  });
});

describe("the command", () => {
  it("refuses a word that means nothing, with the nearest that does", async () => {
    const { code, stdout, stderr } = await runCli(["explain", "inv83"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe('invrun: there is no step and no code "inv83".\n  Did you mean INV803?\n');
  });

  it("prints the same as data", async () => {
    const { code, stdout } = await runCli(["explain", "force-inventory", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(explain("force-inventory"))));
  });

  it("lists everything where no word is given", async () => {
    const { code, stdout } = await runCli(["explain"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: explanationText(explainable(), plain) });
  });
});

describe("a word that means nothing", () => {
  const hint = (word: string) => unexplained(word).hint;

  it("is answered with the nearest step, code, or name of the host's", () => {
    expect(hint("force-inventry")).toBe("Did you mean force-inventory?");
    expect(hint("WBEM_E_ACCES_DENIED")).toBe("Did you mean WBEM_E_ACCESS_DENIED?");
  });

  it("is answered with what it is a part of", () => {
    expect(hint("reset")).toBe("Did you mean reset-hw-cache or reset-sw-cache?");
    expect(hint("access denied")).toBe("Did you mean INV703, INV704 or INV720?");
  });

  it("is answered with the way to the list, where it is like nothing", () => {
    expect(hint("qqqqqqqq")).toBe("invrun explain lists every step and code.");
    expect(hint("")).toBe("invrun explain lists every step and code.");
  });

  it("is shown without being obeyed", () => {
    expect(unexplained("\u001b[31m").message).toBe('there is no step and no code "\\u{1b}[31m".');
  });
});
