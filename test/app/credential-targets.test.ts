import { describe, expect, it } from "vitest";
import { openAccess } from "../../src/app/access.ts";
import { Credentials } from "../../src/app/credentials.ts";
import { checkRemade } from "../../src/app/plan-remake.ts";
import type { Plan } from "../../src/model/plan.ts";
import { createSource } from "../../src/model/source.ts";
import { assemble } from "../../src/plan/assemble.ts";
import { readPlanText, sealPlan } from "../../src/plan/file.ts";
import { accountLines } from "../../src/report/plan-accounts.ts";
import { parseRunbook } from "../../src/runbook/parse.ts";
import { planKinds, stepKinds } from "../../src/steps/index.ts";
import { configurationOf } from "../support/configurations.ts";
import { planOf } from "../support/plans.ts";

const TWO = `credentials:
  corp-admin: { username: CORP\\adm, password: { env: CORP_PASSWORD }, for: ["*.corp.example", "pc-[001:250]"] }
  nowhere: { tickets: true }
  lab: { username: LAB\\adm, password: { env: LAB_PASSWORD }, for: ["*.lab.example", "*.corp.example"] }
`;
const configuration = configurationOf(TWO);
const credentials = (env: NodeJS.ProcessEnv = {}) => new Credentials({ env, configuration });
const targets = ["pc-1.corp.example", "pc-001", "pc-1.lab.example", "elsewhere"].map((name) => ({ name }));

describe("where a runbook names no credential", () => {
  it("each target gets the first whose patterns it fits, and the unnamed one where none does", () => {
    const assigned = credentials().assign(targets, null);
    expect(assigned.map(({ name, credential = null }) => [name, credential])).toEqual([
      ["pc-1.corp.example", "corp-admin"],
      ["pc-001", "corp-admin"],
      ["pc-1.lab.example", "lab"],
      ["elsewhere", null],
    ]);
  });

  it("one that a list named for its target stays", () => {
    const [kept] = credentials().assign([{ name: "pc-1.corp.example", credential: "lab" }], null);
    expect(kept?.credential).toBe("lab");
  });
});

describe("a credential that a runbook names", () => {
  it("is taken for all where it may go to all, and nothing is said of them one by one", () => {
    const own = targets.slice(0, 2);
    expect(credentials().assign(own, "corp-admin")).toEqual(own);
    expect(credentials().assign(targets, "from-the-environment")).toEqual(targets);
  });

  it("goes to none where nothing says where it may go: else whoever writes a runbook would decide that", () => {
    const assign = () => credentials().assign(targets, "nowhere");
    const hint = expect.stringContaining('such as `for: ["*.corp.example"]`');
    expect(assign).toThrowError(expect.objectContaining({ code: "INV344", exit: 5, hint }));
  });

  it("is refused where it may not go to some, which are named", () => {
    const assign = () => credentials().assign(targets, "corp-admin");
    const message = "Credential corp-admin may not go to 2 targets of this run: pc-1.lab.example, elsewhere.";
    expect(assign).toThrowError(expect.objectContaining({ code: "INV344", exit: 5, message }));
  });

  it("keeps to its patterns where the environment gives its value", () => {
    const env = { INVRUN_CORP_ADMIN_USERNAME: "u", INVRUN_CORP_ADMIN_PASSWORD: "p" };
    // Variables have no case, so that another spelling is the same credential.
    for (const name of ["corp-admin", "Corp-Admin", "CORP-ADMIN"])
      expect(() => credentials(env).assign(targets, name)).toThrowError(expect.objectContaining({ code: "INV344" }));
  });

  it("does not follow a name to another address", () => {
    const led = [{ name: "pc-1.corp.example", address: "203.0.113.9" }];
    const message = /pc-1\.corp\.example at 203\.0\.113\.9/;
    expect(() => credentials().assign(led, "corp-admin")).toThrowError(
      expect.objectContaining({ message: expect.stringMatching(message) }),
    );
    expect(credentials().assign(led, null)).toEqual(led);
  });
});

describe("a plan", () => {
  const text = "name: n\nsteps:\n  - force-inventory: [hardware]\n";
  const made = (): Plan => {
    const { runbook } = parseRunbook(createSource("r.yml", text), stepKinds);
    if (runbook === null) throw new Error("the runbook is wrong");
    return assemble({
      runbook,
      selection: { targets: credentials().assign(targets, null), excluded: [] },
      kinds: planKinds,
      id: "20260102-030405-test",
      now: Date.parse("2026-01-02T03:04:05Z"),
      validMs: null,
      change: null,
      planned: { by: "kim", host: "here", git: null },
      sources: [],
      narrowed: { limit: [], limitAlso: [], exclude: [] },
    });
  };

  it("freezes which target gets which credential, and is made anew with them", () => {
    const sealed = readPlanText(sealPlan(made()).text, "n.plan.json");
    expect(sealed.plan.batches[0]?.targets.map(({ credential }) => credential)).toEqual([
      "corp-admin",
      "corp-admin",
      "lab",
      undefined,
    ]);
    expect(() => checkRemade(sealed)).not.toThrow();
  });

  it("is none with a credential of another form", () => {
    const plan = made();
    const [batch] = plan.batches;
    const forged = { ...plan, batches: [{ ...batch, targets: [{ name: "a", credential: "../../etc" }] }] } as Plan;
    expect(() => readPlanText(sealPlan(forged).text, "n.plan.json")).toThrowError(
      expect.objectContaining({ code: "INV313" }),
    );
  });

  it("tells how many targets each credential is for", () => {
    expect(accountLines(made())).toEqual([
      "the credential corp-admin, for 2 targets",
      "the credential lab, for 1 target",
      "the unnamed credential, for 1 target",
    ]);
    expect(accountLines(planOf(["a", "b"], []))).toEqual(["the unnamed credential"]);
  });

  it("made under another configuration takes no credential where it may not go now", async () => {
    const plan = {
      ...planOf([], []),
      batches: [{ ...planOf([], []).batches[0], targets: [{ name: "elsewhere", credential: "lab" }] }],
    };
    await expect(openAccess(plan as Plan, credentials({ LAB_PASSWORD: "p" }))).rejects.toMatchObject({
      code: "INV344",
    });
  });

  it("has only those credentials read that its targets need", async () => {
    const env = { CORP_PASSWORD: "p" };
    const planned = {
      ...made(),
      batches: [
        { ...(made().batches[0] as Plan["batches"][0]), targets: credentials().assign(targets.slice(0, 2), null) },
      ],
    };
    const access = await openAccess(planned, credentials(env));
    expect(access.credentials.map(({ name }) => name)).toEqual(["corp-admin"]);
    await expect(openAccess(made(), credentials({ CORP_PASSWORD: "p" }))).rejects.toMatchObject({
      code: "INV301",
      message: expect.stringContaining("LAB_PASSWORD"),
    });
  });

  it("takes no credential that its way to log on cannot use", async () => {
    const plan = planOf(["a"], []);
    const ntlm = { ...plan, connection: { ...plan.connection, auth: "ntlm", credential: "own" } } as Plan;
    const own = configurationOf('credentials: { own: { tickets: true, for: ["*"] } }\n');
    await expect(openAccess(ntlm, new Credentials({ env: {}, configuration: own }))).rejects.toMatchObject({
      code: "INV351",
      exit: 5,
    });
  });
});
