import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findProgram } from "../../src/app/find-program.ts";
import { gitStateOf } from "../../src/app/git.ts";

const git = await findProgram("git");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-git-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const run = (...args: readonly string[]) =>
  execFileSync(git as string, ["-c", "user.name=x", "-c", "user.email=x@x", ...args], { cwd: folder })
    .toString()
    .trim();

describe.skipIf(git === null)("the git state of a plan (skipped where there is no git)", () => {
  const commit = async (text = "name: x\n") => {
    run("init", "--quiet", "--initial-branch", "main");
    await writeFile(at("runbook.yml"), text);
    run("add", "--all");
    run("commit", "--quiet", "--message", "x");
    return run("rev-parse", "HEAD");
  };

  it("is the commit, clean as long as the texts are those that it holds", async () => {
    const id = await commit();
    expect(await gitStateOf([at("runbook.yml")])).toEqual({ commit: id, dirty: false });
    await writeFile(at("runbook.yml"), "name: x\r\n");
    expect(await gitStateOf([at("runbook.yml")])).toEqual({ commit: id, dirty: false });
    await writeFile(at("runbook.yml"), "name: y\n");
    expect(await gitStateOf([at("runbook.yml")])).toEqual({ commit: id, dirty: true });
  });

  it("is dirty for a list that the commit does not hold; a list of another place says nothing", async () => {
    const id = await commit();
    const elsewhere = await mkdtemp(join(tmpdir(), "invrun-list-"));
    await writeFile(join(elsewhere, "list.txt"), "pc-1\n");
    expect(await gitStateOf([at("runbook.yml"), join(elsewhere, "list.txt")])).toEqual({ commit: id, dirty: false });
    await writeFile(at("list.txt"), "pc-1\n");
    expect(await gitStateOf([at("runbook.yml"), at("list.txt")])).toEqual({ commit: id, dirty: true });
    await rm(elsewhere, { recursive: true, force: true });
  });

  it("is nothing outside of a repository, and before its first commit", async () => {
    await writeFile(at("runbook.yml"), "");
    expect(await gitStateOf([at("runbook.yml")])).toBeNull();
    run("init", "--quiet");
    expect(await gitStateOf([at("runbook.yml")])).toBeNull();
    expect(await gitStateOf([])).toBeNull();
  });

  it.skipIf(process.platform === "win32")(
    "runs nothing that the repository names: monitors, hooks, filters, fetches (skipped on Windows)",
    async () => {
      const id = await commit();
      const trap = at("trap.sh");
      await writeFile(trap, `#!/bin/sh\ntouch ${at("sprung")}\n`);
      await chmod(trap, 0o755);
      await mkdir(at(".git/hooks"), { recursive: true });
      for (const hook of ["post-index-change", "reference-transaction", "post-checkout"])
        await writeFile(at(`.git/hooks/${hook}`), `#!/bin/sh\ntouch ${at("sprung")}\n`, { mode: 0o755 });
      const settings = {
        "core.fsmonitor": trap,
        "core.pager": trap,
        "core.sshCommand": trap,
        "filter.trap.clean": trap,
        "filter.trap.process": trap,
        "diff.external": trap,
        "extensions.partialClone": "trap",
        "remote.trap.url": `ext::${trap}`,
        "remote.trap.promisor": "true",
        "remote.trap.uploadpack": trap,
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
        "alias.rev-parse": `!${trap}`,
      };
      for (const [key, value] of Object.entries(settings)) run("config", key, value);
      run("config", "core.repositoryFormatVersion", "1");
      await writeFile(at(".gitattributes"), "* filter=trap diff=trap\n");
      await writeFile(at("runbook.yml"), "name: z\n");
      expect(await gitStateOf([at("runbook.yml")])).toEqual({ commit: id, dirty: true });
      expect(existsSync(at("sprung"))).toBe(false);
      // The trap is a real one: the command that people use springs it.
      spawnSync(git as string, ["status"], { cwd: folder, stdio: "ignore" });
      expect(existsSync(at("sprung"))).toBe(true);
      await rm(at("sprung"));
      // An object that is missing is not fetched from where the repository says.
      run("-c", "core.fsmonitor=", "update-ref", "--no-deref", "HEAD", id);
      await rm(at("sprung"), { force: true });
      await rm(at(`.git/objects/${id.slice(0, 2)}`), { recursive: true, force: true });
      expect(await gitStateOf([at("runbook.yml")])).toBeNull();
      expect(existsSync(at("sprung"))).toBe(false);
    },
  );
});
