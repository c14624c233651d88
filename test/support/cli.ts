import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built program, as it is shipped. */
export const BIN = fileURLToPath(new URL("../../bin/run.js", import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the child once it runs, and with all it has said so far at each word on standard error. */
  readonly onTalk?: (child: ChildProcess, stderr: string) => void;
}

/** Runs the built command line to its end, with nothing of this process's own credentials in its environment. */
export function runCli(args: readonly string[], { cwd, env = {}, onTalk }: CliOptions = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      onTalk?.(child, stderr);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** What `invrun simulate --json` prints. */
export interface Simulator {
  readonly address: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly targets: string;
  readonly truth: string;
  readonly ca: string | null;
  /** A folder of its own, for runs and files; gone with the simulator. */
  readonly folder: string;
  /** The credential, as the environment wants it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts the built simulator and waits until it is ready. */
export async function startSimulator(args: readonly string[]): Promise<Simulator> {
  const folder = await mkdtemp(join(tmpdir(), "invrun-case-"));
  const targets = join(folder, "targets.yml");
  const child = spawn(process.execPath, [BIN, "simulate", "--port", "0", "--json", "--targets-out", targets, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    child.on("exit", (code) => reject(new Error(`the simulator ended with ${code}`)));
  });
  const ready = JSON.parse(line) as Omit<Simulator, "folder" | "stop" | "env">;
  return {
    ...ready,
    folder,
    env: { INVRUN_USERNAME: ready.username, INVRUN_PASSWORD: ready.password },
    async stop() {
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
