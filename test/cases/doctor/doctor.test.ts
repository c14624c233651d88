import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openWard, readDocument, type Ward } from "./fleet.ts";

const MINUTES = 60_000;

async function inWard(kinds: Parameters<typeof openWard>[0], work: (ward: Ward) => Promise<void>): Promise<void> {
  const ward = await openWard(kinds);
  try {
    await work(ward);
  } finally {
    await ward.close();
  }
}

describe("doctor", { timeout: 2 * MINUTES }, () => {
  it("ends with 0 where all is well, and changes nothing", async () => {
    await inWard(["healthy", "slow", "quota", "japanese"], async (ward) => {
      const { hosts, code } = readDocument(await ward.doctor(["--json"]));
      expect(hosts.map(({ cause }) => cause?.code ?? null)).toEqual([null, null, null, "INV825"]);
      expect(code).toBe(6);
      const [first] = hosts;
      const one = await ward.doctor(["--json", first?.name as string]);
      expect(one.code).toBe(0);
      const deeds = ward.fleet.truth().clients.flatMap((client) => client.deeds.map(({ deed }) => deed));
      expect(deeds.filter((deed) => deed === "delete" || deed === "trigger")).toEqual([]);
    });
  });

  it("makes one refused logon with a wrong password, on one host, however many there are", async () => {
    const kinds = ["healthy", "slow", "quota", "german", "old-client", "stuck", "drops-idle", "other-site"] as const;
    await inWard(kinds, async (ward) => {
      const { causes, code } = readDocument(await ward.doctor(["--json"], { password: "not the password" }));
      expect(causes.map((cause) => [cause.code, cause.hosts.length])).toEqual([
        ["INV903", kinds.length - 1],
        ["INV501", 1],
      ]);
      expect(code).toBe(6);
      const refused = ward.fleet.truth().clients.map(({ counts }) => counts.refused ?? 0);
      expect(refused.reduce((sum, count) => sum + count)).toBe(1);
    });
  });

  it("notes that software inventory is off, which is no cause", async () => {
    await inWard(["no-software-inventory"], async (ward) => {
      const { hosts, code } = readDocument(await ward.doctor(["--json"]));
      expect(hosts[0]?.checks.find(({ check }) => check === "policy")).toMatchObject({ state: "noted", code: "INV823" });
      expect(hosts[0]?.checks.find(({ check }) => check === "software")?.state).toBe("not-checked");
      expect(code).toBe(0);
    });
  });

  it("reaches hosts as a runbook says, and takes its targets", async () => {
    await inWard(["healthy"], async (ward) => {
      const runbook = join(ward.folder, "runbook.yml");
      const steps = "steps:\n  - force-inventory: [hardware]\n";
      await writeFile(runbook, `name: a run\ntargets:\n  files: [targets.yml]\n${steps}`);
      const { code, stdout } = await ward.doctor(["--runbook", runbook]);
      expect({ code, well: stdout.includes("Nothing was found") }).toEqual({ code: 0, well: true });
    });
  });

  it.each([
    { flags: ["--auth", "magic"], told: "INV1" },
    { flags: ["--auth", "basic"], told: "tls" },
    { flags: ["--idle", "soon", "--conformance"], told: "--idle" },
    { flags: ["two words"], told: "two words" },
  ])("calls $flags wrong before anybody is contacted", async ({ flags, told }) => {
    await inWard(["healthy"], async (ward) => {
      const { code, stderr } = await ward.doctor(flags);
      expect({ code, told: stderr.includes(told) }).toEqual({ code: 2, told: true });
      expect(ward.fleet.truth().clients[0]?.counts).toEqual({});
    });
  });
});
