import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
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
  /** The program; as it was built last, if left out. */
  readonly bin?: string;
  /** What must be told nowhere, beside the unnamed password. */
  readonly secrets?: readonly string[];
  /** Ends it by force after so long; its code is then null. */
  readonly atMostMs?: number;
  /** Called with the child when it begins. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Called with the child once it runs, and with all it has said so far at each word on standard error. */
  readonly onTalk?: (child: ChildProcess, stderr: string) => void;
}

/**
 * Runs the built command line to its end, with nothing of this process's own credentials in its environment. Locks and
 * the configuration lie below the working directory, where neither the user's own nor those of other cases are. It fails by
 * itself where a secret stands in an output, or in a file below the working directory.
 */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { cwd, env = {}, bin = BIN, atMostMs, onStart, onTalk } = options;
  const unnamed = env.INVRUN_PASSWORD === undefined ? [] : [env.INVRUN_PASSWORD];
  const secrets = [...unnamed, ...(options.secrets ?? [])];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd,
      timeout: atMostMs,
      killSignal: "SIGKILL",
      env: {
        ...process.env,
        NO_COLOR: "1",
        XDG_STATE_HOME: homeBelow(cwd, "state"),
        XDG_CONFIG_HOME: homeBelow(cwd, "config"),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onStart?.(child);
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
    child.on("close", (code) => {
      const told = [stdout, stderr];
      if (secrets.length > 0 && cwd !== undefined) told.push(...filesBelow(cwd));
      const isTold = secrets.some((secret) => told.some((text) => tells(text, secret)));
      if (isTold) reject(new Error("a secret was told"));
      else resolve({ code, stdout, stderr });
    });
  });
}

/** A folder of the user's that is the case's own, and not there to begin with. */
function homeBelow(cwd = join(tmpdir(), `invrun-home-${process.pid}`), name: string): string {
  return join(cwd, name);
}

/** Whether a text gives a password away: as it is, in Base64 of a Basic header, or in hex. */
export function tells(text: string, secret: string): boolean {
  const bytes = Buffer.from(secret);
  // Base64 depends on what stands before: of each of the three ways, the part that does not.
  const encoded = [0, 1, 2].map((offset) => {
    const base64 = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    return base64.slice(Math.ceil((offset * 4) / 3), -4);
  });
  const forms = [secret, bytes.toString("hex"), Buffer.from(secret, "utf16le").toString("hex"), ...encoded];
  return forms.some((form) => text.includes(form));
}

/** The texts of all files that a run left below a folder, the simulator's own list of targets apart. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
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
  /** Under TLS, the paths of a client certificate that the fleet knows, and of its key. */
  readonly certificate: string | null;
  readonly key: string | null;
  /** With --admin-service. */
  readonly adminService?: { readonly service: string; readonly ca: string };
  /** A folder of its own, for runs and files; gone with the simulator. */
  readonly folder: string;
  /** The credential, as the environment wants it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts the built simulator and waits until it is ready. */
export async function startSimulator(args: readonly string[], bin = BIN): Promise<Simulator> {
  const folder = await mkdtemp(join(tmpdir(), "invrun-case-"));
  const targets = join(folder, "targets.yml");
  const child = spawn(process.execPath, [bin, "simulate", "--port", "0", "--json", "--targets-out", targets, ...args], {
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
