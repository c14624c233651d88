import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What an installed invrun consists of. */
const INSTALLED = ["bin", "dist", "package.json", "oclif.manifest.json"];
/** Sixty clients, a quarter of them in some trouble; this seed has several kinds of it in the second batch. */
const FLEET = ["--clients", "60", "--weather", "mixed", "--seed", "3"];

/** The full-inventory example with waits as long as simulated clients need. */
const RUNBOOK = `name: full-inventory
about: Full hardware and software reports from laptops whose delta chain broke
owner: endpoint-team@corp.example

rollout:
  batches: [5, 20%, rest]
  max-failed: 20%
  success: 75%

steps:
  - reset-hw-cache:
  - reset-sw-cache:
  - force-inventory: [hardware, software]
  - wait: { for: [hardware], timeout: 30s }
  - wait: { for: [software], timeout: 30s }
    on-error: continue
`;

/** A folder in which the pictures are played: the built program, a runbook, targets, and the simulated clients. */
export interface Stage {
  readonly folder: string;
  /** The whole environment of a shell in there: `invrun` is on its path, the credential is set, nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Sets the stage with the program as it is built now. */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "invrun-pictures-"));
  const installed = join(folder, "installed");
  for (const name of INSTALLED) await cp(join(root, name), join(installed, name), { recursive: true });
  await mkdir(join(folder, "path"));
  const invrun = join(installed, "bin", "run.js");
  const start = `#!/bin/sh\nexec "${process.execPath}" "${invrun}" "$@"\n`;
  await writeFile(join(folder, "path", "invrun"), start, { mode: 0o755 });
  await writeFile(join(folder, "full-inventory.yml"), RUNBOOK);

  const fleet = spawn(process.execPath, [invrun, "simulate", ...FLEET, "--targets-out", "targets.yml", "--json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { username, password } = await ready(fleet);
  return {
    folder,
    environment: {
      PATH: [join(folder, "path"), dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
      HOME: folder,
      LANG: "C.UTF-8",
      INVRUN_USERNAME: username,
      INVRUN_PASSWORD: password,
    },
    async close() {
      if (fleet.exitCode === null && fleet.kill("SIGTERM")) await once(fleet, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves with the one line that the fleet prints; rejects when it ends before. */
async function ready(fleet: ChildProcess): Promise<{ readonly username: string; readonly password: string }> {
  const lines = createInterface({ input: fleet.stdout as NonNullable<typeof fleet.stdout> });
  return JSON.parse(
    await Promise.race([
      once(lines, "line").then(([text]) => text as string),
      once(fleet, "exit").then(([code]) => Promise.reject(new Error(`The simulated fleet ended with ${code}.`))),
    ]),
  );
}
