import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { Summary } from "../../src/model/summary.ts";
import { runCli, startSimulator } from "../support/cli.ts";

const RUNBOOKS = fileURLToPath(new URL("../../runbooks/", import.meta.url));
const names = readdirSync(RUNBOOKS).filter((name) => name.endsWith(".yml"));
const folder = mkdtempSync(join(tmpdir(), "invrun-runbooks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A site that is asked for its collections is a real one; a rehearsal has none, and takes a list. */
const asksTheSite = (name: string) => /^ +collections:/m.test(readFileSync(join(RUNBOOKS, name), "utf8"));

async function rehearse(name: string) {
  const list = join(folder, "list.txt");
  await writeFile(list, "pc-[1:3].corp.example\n");
  const targets = asksTheSite(name) ? ["--targets", list] : [];
  const run = await runCli(["rehearse", join(RUNBOOKS, name), ...targets, "--json"], { cwd: folder });
  return { code: run.code, summary: JSON.parse(run.stdout) as Summary };
}

describe.concurrent("an example in runbooks/", () => {
  it.each(names)("%s holds no mistake, and no advice is left to give", async (name) => {
    const { code, stdout } = await runCli(["validate", join(RUNBOOKS, name), "--json"], { cwd: folder });
    expect([code, JSON.parse(stdout)]).toEqual([0, { diagnostics: [] }]);
  });

  it.each(names)("%s does in fair weather what it is for, on every target", async (name) => {
      const { code, summary } = await rehearse(name);
      expect([code, summary.status]).toEqual([0, "finished"]);
      expect(summary.totals).toMatchObject({ succeeded: summary.targets.length });
      expect(summary.targets.length).toBeGreaterThan(0);
  });

  it.each(names.filter(asksTheSite))("%s finds its targets at a simulated site", async (name) => {
    const fleet = await startSimulator(["--clients", "1", "--admin-service", "--members", "60"]);
    try {
      const { service, ca } = fleet.adminService as { service: string; ca: string };
      await mkdir(join(fleet.folder, "config", "invrun"), { recursive: true });
      await writeFile(
        join(fleet.folder, "config", "invrun", "config.yml"),
        `site: { service: "${service}", ca: "${ca}", dns-suffix: corp.example }\n`,
      );
      const { code, stdout } = await runCli(["plan", join(RUNBOOKS, name), "--json"], {
        env: fleet.env,
        cwd: fleet.folder,
      });
      expect(code).toBe(0);
      const { batches } = JSON.parse(stdout).plan as { batches: { targets: object[] }[] };
      const found = batches.flatMap(({ targets }) => targets).length;
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThan(60);
    } finally {
      await fleet.stop();
    }
  });
});
