import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../../support/cli.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "invrun-init-"));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const invrun = (...args: readonly string[]) => runCli(args, { cwd });

describe("from init to a rehearsed run", () => {
  it("goes without a terminal and without a mistake", async () => {
    const made = await invrun("init", "--host", "pc-[1:3].corp.example", "--host", "kiosk-7", "--owner", "IT");
    expect(made.code).toBe(0);
    expect(made.stdout).toBe("");
    expect(made.stderr.split("\n").filter((line) => line.startsWith("  invrun"))).toHaveLength(3);
    expect(await invrun("validate", "full-inventory.yml")).toMatchObject({ code: 0, stdout: "1 file, no mistakes\n" });
    expect((await invrun("fmt", "--check", "full-inventory.yml")).code).toBe(0);
    const rehearsed = await invrun("rehearse", "full-inventory.yml", "--json");
    expect(rehearsed.code).toBe(0);
    expect(JSON.parse(rehearsed.stdout).totals).toMatchObject({ succeeded: 4 });
  });

  it("goes from a CSV as a German Excel writes it: UTF-16, semicolons, thirty names", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `pc-${index + 1}.corp.example`);
    const csv = ["Gerät;Standort", ...names.map((name) => `${name};"Berlin; Mitte"`), ""].join("\r\n");
    await writeFile(join(cwd, "inventar.csv"), Buffer.from(`\ufeff${csv}`, "utf16le"));
    const made = await invrun("init", "runbooks/berlin.yml", "--from", "inventar.csv", "--inventory", "hardware");
    expect(made).toMatchObject({ code: 0 });
    expect(made.stderr).toContain("30 computers");
    expect(await invrun("validate", "runbooks/berlin.yml")).toMatchObject({ code: 0, stdout: "1 file, no mistakes\n" });
    const rehearsed = await invrun("rehearse", "runbooks/berlin.yml", "--json");
    expect(rehearsed.code).toBe(0);
    expect(JSON.parse(rehearsed.stdout).totals).toMatchObject({ succeeded: 30 });
  });

  it("writes the schema that is published", async () => {
    await invrun("init", "r.yml", "--host", "pc-1");
    const published = await readFile("schemas/runbook.schema.json", "utf8");
    expect(await readFile(join(cwd, ".invrun", "runbook.schema.json"), "utf8")).toBe(published);
  });

  it("asks nothing where there is no terminal, and leaves nothing behind: exit 2", async () => {
    const run = await invrun("init", "--inventory", "hardware");
    expect(run.code).toBe(2);
    expect(run.stderr).toBe(
      "INV310 No computers are named.\n  Pass --host NAME, as often as needed, or --from FILE with a list of them.\n",
    );
    expect(await readdir(cwd)).toEqual([]);
  });
});
