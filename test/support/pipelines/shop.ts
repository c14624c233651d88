import { type ChildProcess, spawn } from "node:child_process";
import { chmod, cp, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { BIN } from "../cli.ts";

/** One step of a job, as its platform would carry it out. Paths are relative to where the job works. */
export type Step =
  | { readonly checkout: true }
  | { readonly run: string; readonly env?: Readonly<Record<string, string>> }
  /** `optional`: the job goes on without it. */
  | { readonly take: RegExp; readonly into: (artifact: string) => string; readonly optional?: boolean }
  /** `content`: of that folder; else each path as it lies. */
  | { readonly give: string; readonly paths: readonly string[]; readonly content: boolean };

/** A job: a workspace of its own, unless `volume` names one that several share. */
export interface Job {
  readonly steps: readonly Step[];
  /** Where in the workspace it works. */
  readonly works?: string;
  readonly volume?: string;
  readonly env: (workspace: string) => Readonly<Record<string, string>>;
  /** The journal of the run that a signal waits for; of the second of four shards, if left out. */
  readonly journal?: RegExp;
}

/** How a job ended. */
export interface JobEnd {
  /** Of its first script that failed; 0 where none did. */
  readonly code: number;
  readonly stdout: string;
  readonly workspace: string;
  readonly said: string;
}

const SECOND_SHARD = /-s1of4.journal\.ndjson$/;

/** A shop with agents, artifacts and a repository, on which a pipeline runs. */
export class Shop {
  readonly #root: string;
  readonly #env: Readonly<Record<string, string>>;
  #jobs = 0;

  private constructor(root: string, env: Readonly<Record<string, string>>) {
    this.#root = root;
    this.#env = env;
  }

  /** `repository`: its files. `env`: what every agent has. */
  static async open(
    root: string,
    repository: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>>,
  ): Promise<Shop> {
    for (const folder of ["bin", "artifacts", "repository"]) await mkdir(join(root, folder), { recursive: true });
    for (const [path, text] of Object.entries(repository)) {
      await mkdir(join(root, "repository", path, ".."), { recursive: true });
      await writeFile(join(root, "repository", path), text);
    }
    const program = join(root, "bin", "invrun");
    await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
    await chmod(program, 0o755);
    const own = { PATH: `${join(root, "bin")}:${process.env.PATH}`, HOME: root, XDG_STATE_HOME: join(root, "state") };
    return new Shop(root, { ...own, XDG_CONFIG_HOME: join(root, "config"), NO_COLOR: "1", ...env });
  }

  /** Carries a job out. With `signal` its first script gets that, once a computer was started. */
  async carryOut(job: Job, signal: NodeJS.Signals | null = null): Promise<JobEnd> {
    const workspace = join(this.#root, job.volume ?? `job-${this.#jobs++}`);
    const cwd = join(workspace, job.works ?? "");
    await mkdir(cwd, { recursive: true });
    let [code, stdout, said] = [0, "", ""];
    for (const step of job.steps) {
      if ("checkout" in step) await cp(join(this.#root, "repository"), cwd, { recursive: true });
      // Journals are given also by a job that failed or was ended.
      if ("give" in step) await this.#give(step, cwd);
      if ("take" in step && code === 0) await this.#take(step, cwd);
      if (!("run" in step) || code !== 0) continue;
      const env = { ...this.#env, ...job.env(workspace), ...step.env };
      const child = spawn("bash", ["-e", "-o", "pipefail", "-c", step.run], {
        cwd,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const end = endOf(child);
      if (signal !== null) await signalOnceBegun(child, { cwd, signal, journal: job.journal ?? SECOND_SHARD });
      const ended = await end;
      code = ended.code;
      stdout += ended.stdout;
      said += ended.said;
    }
    return { code, stdout, workspace: cwd, said };
  }

  async #take({ take, into, optional = false }: Extract<Step, { take: RegExp }>, cwd: string): Promise<void> {
    const found = (await readdir(join(this.#root, "artifacts"))).filter((artifact) => take.test(artifact));
    if (found.length === 0 && !optional) throw new Error(`there is no artifact ${take}`);
    for (const name of found)
      await cp(join(this.#root, "artifacts", name), join(cwd, into(name)), { recursive: true, force: true });
  }

  async #give({ give, paths, content }: Extract<Step, { give: string }>, cwd: string): Promise<void> {
    const artifact = join(this.#root, "artifacts", give);
    for (const path of paths) {
      const from = join(cwd, path);
      const found = await stat(from).catch(() => null);
      // A job that failed early has nothing to give.
      if (found === null) continue;
      const into = found.isFile() || !content ? join(artifact, content ? basename(path) : path) : artifact;
      await cp(from, into, { recursive: true, force: true });
    }
  }
}

function endOf(
  child: ChildProcess,
): Promise<{ readonly code: number; readonly stdout: string; readonly said: string }> {
  let stdout = "";
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    // What a shell makes of a process that was killed: 128 and the number of SIGKILL.
    child.on("close", (code) => resolve({ code: code ?? 137, stdout, said }));
  });
}

async function signalOnceBegun(
  child: ChildProcess,
  { cwd, signal, journal }: { cwd: string; signal: NodeJS.Signals; journal: RegExp },
): Promise<void> {
  while (child.exitCode === null && !(await hasStarted(cwd, journal)))
    await new Promise((resolve) => setTimeout(resolve, 25));
  child.kill(signal);
}

/** A run has begun with a computer, by its journal. */
async function hasStarted(cwd: string, journal: RegExp): Promise<boolean> {
  const paths = (await readdir(cwd, { recursive: true })).filter((path) => journal.test(path));
  const texts = await Promise.all(paths.map((path) => readFile(join(cwd, path), "utf8")));
  return texts.some((text) => text.includes('"target-started"'));
}
