import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CliResult, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fetchTruth } from "../../support/truth.ts";

const RUNBOOK = "name: force\nrollout: { rate: unlimited }\nsteps: [{ force-inventory: [hardware] }]\n";
const CHANGE = "CHG0012345";

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "4"]);
});
afterAll(() => fleet.stop());

const at = (name: string) => join(fleet.folder, name);
const invrun = (...args: readonly string[]): Promise<CliResult> => {
  const { env, folder: cwd } = fleet;
  const own = { XDG_CONFIG_HOME: at("config"), XDG_STATE_HOME: at("state") };
  return runCli(args, { env: { ...env, ...own }, cwd });
};
const apply = (...args: readonly string[]) => invrun("apply", "full.plan.json", "--yes", ...args);
const edit = async (name: string, change: (text: string) => string) =>
  writeFile(at(name), change(await readFile(at(name), "utf8")));
const connections = async () =>
  (await fetchTruth(fleet.truth)).clients.reduce((sum, { counts }) => sum + (counts.connection ?? 0), 0);

/** The digest of a fresh plan over the fleet's list. */
async function plan(...args: readonly string[]): Promise<string> {
  const made = await invrun("plan", "runbook.yml", "--targets", "list.yml", "-o", "full.plan.json", "--force", ...args);
  expect(made.code).toBe(0);
  return /^Digest: (\S+)$/m.exec(made.stdout)?.[1] ?? "";
}

beforeEach(async () => {
  for (const folder of [".invrun", "config"]) await rm(at(folder), { recursive: true, force: true });
  await writeFile(at("runbook.yml"), RUNBOOK);
  await writeFile(at("list.yml"), await readFile(fleet.targets, "utf8"));
});

describe("a saved plan is refused, with nobody contacted", () => {
  const refused = async (code: string, exit: number, run: () => Promise<CliResult>) => {
    const before = await connections();
    const { code: exited, stderr, stdout } = await run();
    expect(stderr).toContain(code);
    expect([exited, stdout]).toEqual([exit, ""]);
    expect(await connections()).toBe(before);
    return stderr;
  };

  it("where a name in it was edited", async () => {
    await plan();
    await edit("full.plan.json", (text) => text.replace('"name": "force"', '"name": "farce"'));
    await refused("INV314", 5, apply);
  });

  it("where its text was edited and the digest made to fit: the steps are not those of the runbook in it", async () => {
    await plan();
    const { sealPlan } = await import("../../../src/plan/file.ts");
    await edit("full.plan.json", (text) => {
      const { digest: _, ...forged } = JSON.parse(text.replaceAll("hardware", "software"));
      return sealPlan({ ...forged, runbook: JSON.parse(text).runbook }).text;
    });
    await refused("INV314", 5, apply);
  });

  it("where half of it is missing", async () => {
    await plan();
    await edit("full.plan.json", (text) => text.slice(0, 500));
    await refused("INV313", 2, apply);
  });

  it("where another major version of the format made it", async () => {
    await plan();
    await edit("full.plan.json", (text) => text.replace('"format": 1', '"format": 2'));
    await refused("INV320", 5, apply);
  });

  it("where another digest was approved, or none that is one", async () => {
    const digest = await plan();
    const other = digest.replace(/^./, (first) => (first === "0" ? "1" : "0"));
    expect(await refused("INV315", 5, () => apply("--approved", other))).toContain(digest);
    await refused("INV315", 5, () => apply("--approved", "approved"));
  });

  it("where it belongs to another change, or to none", async () => {
    await plan("--change", CHANGE);
    expect(await refused("INV316", 5, () => apply("--change", "CHG1"))).toContain(CHANGE);
    await plan();
    await refused("INV316", 5, () => apply("--change", CHANGE));
  });

  it("where it has expired", async () => {
    await plan("--expires", "1ms");
    await refused("INV317", 5, apply);
  });

  it("outside its window, and says when that opens", async () => {
    await edit("runbook.yml", closedWindow);
    await plan();
    expect(await refused("INV318", 5, apply)).toMatch(/opens \w{3} \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  });

  it("where the runbook is another one now; one that is gone says nothing", async () => {
    await plan();
    await edit("runbook.yml", (text) => `${text}# changed\n`);
    await refused("INV321", 5, apply);
    await rm(at("runbook.yml"));
    expect((await apply()).code).toBe(0);
  });

  it("where the list in its targets' stead is another one now; CR before LF is no change", async () => {
    await plan();
    await edit("list.yml", (text) => text.replaceAll("\n", "\r\n"));
    await edit("runbook.yml", (text) => `\ufeff${text.replaceAll("\n", "\r\n")}`);
    expect((await apply()).code).toBe(0);
    await plan();
    await edit("list.yml", (text) => `${text}  - one-more\r\n`);
    await refused("INV322", 5, apply);
  });

  it("with flags that would choose other targets", async () => {
    await plan();
    for (const flags of [["--limit", "pc-*"], ["--targets", "list.yml"], ["--only", "failed", "--from", "x"]])
      await refused("INV334", 2, () => apply(...flags));
    await refused("INV334", 2, () => invrun("plan", "full.plan.json", "-o", "other.plan.json"));
  });

  it("saves no plan in the place of another one unless told so", async () => {
    await plan();
    const made = await readFile(at("full.plan.json"), "utf8");
    await refused("INV309", 2, () => invrun("plan", "runbook.yml", "--targets", "list.yml", "-o", "full.plan.json"));
    expect(await readFile(at("full.plan.json"), "utf8")).toBe(made);
  });

  it("for a shard that is none", async () => {
    await plan();
    for (const shard of ["4/4", "1", "x/y", "auto", "0/101"]) await refused("INV329", 2, () => apply("--shard", shard));
  });
});

/** A window that is open for one hour, three days from now. */
function closedWindow(text: string): string {
  const day = new Date(Date.now() + 3 * 86_400_000).toUTCString().slice(0, 3).toLowerCase();
  return text.replace("rate: unlimited", `rate: unlimited, window: { days: [${day}], from: "10:00", to: "11:00", zone: UTC }`);
}

describe("a plan that was applied", () => {
  it("is not applied again; what cannot be known where no run is kept is said", async () => {
    const digest = await plan("--change", CHANGE);
    const first = await apply("--approved", digest.toUpperCase(), "--change", CHANGE.toLowerCase());
    expect(first.stderr).toContain("cannot be known here");
    expect(first.code).toBe(0);
    const again = await apply();
    expect([again.code, again.stderr]).toEqual([5, expect.stringContaining("INV319")]);
    expect(again.stderr).not.toContain("cannot be known here");
  });

  it("keeps it byte for byte beside its journal, which tells the digest that was approved", async () => {
    const digest = await plan();
    await apply("--approved", digest);
    const { id } = JSON.parse(await readFile(at("full.plan.json"), "utf8")) as { id: string };
    const run = join(".invrun", "runs", id);
    expect(await readFile(at(join(run, "plan.json")), "utf8")).toBe(await readFile(at("full.plan.json"), "utf8"));
    const [started] = (await readFile(at(join(run, "journal.ndjson")), "utf8")).split("\n");
    expect(JSON.parse(started ?? "")).toMatchObject({ approved: digest, part: { batches: null, shard: null } });
  });
});

describe("a runbook", () => {
  const runbook = (...args: readonly string[]) => invrun("apply", "runbook.yml", "--targets", "list.yml", "--yes", ...args);

  it("is refused outside its window as well", async () => {
    await edit("runbook.yml", closedWindow);
    const { code, stderr } = await runbook();
    expect([code, stderr]).toEqual([5, expect.stringContaining("INV318")]);
  });

  it("takes no flag that only a plan has a use for", async () => {
    for (const flags of [["--approved", "x"], ["--shard", "0/2"], ["--from", "x"], ["--only", "failed"]]) {
      const { code, stderr } = await runbook(...flags);
      expect([code, stderr]).toEqual([2, expect.stringContaining("INV334")]);
    }
  });

  describe("where the user's configuration", () => {
    const configure = async (text: string) => {
      await mkdir(at("config/invrun"), { recursive: true });
      await writeFile(at("config/invrun/config.yml"), text);
    };

    it("demands a plan above so many targets is refused above them, and its plan is not", async () => {
      await configure("policy: { plan-above: 3 }\n");
      const { code, stderr } = await runbook();
      expect([code, stderr]).toEqual([5, expect.stringContaining("INV323")]);
      await plan();
      expect((await apply()).code).toBe(0);
      await configure("policy: { plan-above: 4 }\n");
      expect((await runbook()).code).toBe(0);
    });

    it("demands a change number is refused without one, and so is a plan", async () => {
      await configure("policy: { change: required }\n");
      await plan();
      for (const run of [runbook, apply]) expect((await run()).stderr).toContain("INV316");
      expect((await runbook("--change", CHANGE)).code).toBe(0);
    });

    it("is wrong is refused, the mistakes shown at their places", async () => {
      await configure("policy:\n  plan-abov: 50\n");
      const { code, stderr } = await runbook();
      expect([code, stderr]).toEqual([2, expect.stringContaining("INV324")]);
      expect(stderr).toMatch(/config\.yml:2:3 error INV1\d\d/);
      expect(stderr).toContain("Did you mean `plan-above`?");
    });

    it("holds nothing but comments is as good as none", async () => {
      await configure("# nothing yet\n");
      expect((await runbook()).code).toBe(0);
    });
  });
});
