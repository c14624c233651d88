import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { Summary } from "../../src/model/summary.ts";
import { runCli } from "../support/cli.ts";

const RUNBOOKS = fileURLToPath(new URL("../../runbooks/", import.meta.url));
const names = readdirSync(RUNBOOKS).filter((name) => name.endsWith(".yml"));
const folder = mkdtempSync(join(tmpdir(), "invrun-runbooks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function rehearse(name: string) {
  const run = await runCli(["rehearse", join(RUNBOOKS, name), "--json"], { cwd: folder });
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
});
