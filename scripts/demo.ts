import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const CLIENTS = 25;

const root = fileURLToPath(new URL("..", import.meta.url));
const invrun = join(root, "bin", "run.js");
const runbook = "runbooks/full-inventory.yml";

if (!existsSync(join(root, "dist", "main.js"))) await import("./build.ts");

// Ctrl-C reaches every process of the terminal: apply ends its run by itself, and this one waits to clean up.
process.on("SIGINT", () => {});

const folder = await mkdtemp(join(tmpdir(), "invrun-demo-"));
const targets = join(folder, "targets.yml");
const fleet = start(["simulate", "--clients", String(CLIENTS), "--port", "0", "--targets-out", targets, "--json"]);
try {
  process.exitCode = await apply(await ready(fleet));
} finally {
  await end(fleet);
  await rm(folder, { recursive: true, force: true });
}

/** What `invrun simulate --json` prints when its clients listen. */
interface Fleet {
  readonly address: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

async function apply({ address, port, username, password }: Fleet): Promise<number> {
  console.log(`${CLIENTS} simulated clients listen at ${address}:${port}.`);
  console.log(`invrun apply ${runbook} --targets <their names> --yes\n`);
  const run = spawn(process.execPath, [invrun, "apply", runbook, "--targets", targets, "--yes"], {
    cwd: root,
    stdio: "inherit",
    // Two demos at one time have clients of the same names, and they are not the same clients.
    env: {
      ...process.env,
      INVRUN_USERNAME: username,
      INVRUN_PASSWORD: password,
      XDG_STATE_HOME: join(folder, "state"),
    },
  });
  process.on("SIGTERM", () => run.kill("SIGTERM"));
  const [code] = await once(run, "exit");
  return code ?? 1;
}

/** In a group of its own, since Ctrl-C must not take the computers away that apply is still talking to. */
function start(args: readonly string[]): ChildProcess {
  const detached = process.platform !== "win32";
  return spawn(process.execPath, [invrun, ...args], { cwd: root, stdio: ["ignore", "pipe", "inherit"], detached });
}

/** Resolves with the one line that the fleet prints; rejects when it ends before. */
async function ready(fleet: ChildProcess): Promise<Fleet> {
  const lines = createInterface({ input: fleet.stdout as NonNullable<typeof fleet.stdout> });
  const line = await Promise.race([
    once(lines, "line").then(([text]) => text as string),
    once(fleet, "exit").then(([code]) => Promise.reject(new Error(`The simulated fleet ended with ${code}.`))),
  ]);
  return JSON.parse(line) as Fleet;
}

async function end(fleet: ChildProcess): Promise<void> {
  if (fleet.exitCode !== null || fleet.signalCode !== null) return;
  const ended = once(fleet, "exit");
  fleet.kill("SIGTERM");
  await ended;
}
