import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIN, runCli, type Simulator, startSimulator, tells } from "../../support/cli.ts";
import { runAtTerminal, terminalAbsent } from "../../support/pty.ts";

const TRACES = {
  NODE_DEBUG: "http,https,net,tls,stream,timer,child_process,fs",
  DEBUG: "*",
  NODE_OPTIONS: "--trace-warnings",
};
const ROLLOUT = "rollout:\n  batches: [rest]\n  rate: unlimited\n";
const REPORTS = ["json", "junit", "markdown", "html", "csv", "change"];

let fleet: Simulator;
/** What is not below the working directory: the secrets themselves, and programs that print them. */
let vault: string;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "3", "--tls"]);
  vault = await mkdtemp(join(tmpdir(), "invrun-vault-"));
  await writeFile(join(vault, "password"), `${fleet.password}\n`, { mode: 0o600 });
  const print = `cat ${vault}/password; cat ${vault}/password >&2\n`;
  const asked = '[ "$*" = "lookup service invrun/fleet account operator" ] || exit 1';
  await program("fleet-pass", print);
  await program("secret-tool", `${asked}\n${print}`);
});
afterAll(async () => {
  await fleet.stop();
  await rm(vault, { recursive: true, force: true });
});

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(vault, name), `#!/bin/sh\n${script}`);
  await chmod(join(vault, name), 0o700);
}

/** A working directory of its own, with the user's configuration in it. */
async function caseOf(name: string, source: string, auth: string) {
  const folder = join(fleet.folder, name);
  await mkdir(join(folder, "config", "invrun"), { recursive: true });
  const account = `username: ${fleet.username}, password: ${source}, for: ["sim-*.fleet.example", "127.0.0.1"]`;
  await writeFile(join(folder, "config", "invrun", "config.yml"), `credentials:\n  fleet: { ${account} }\n`);
  const connection = `connection:\n  auth: ${auth}\n  tls: true\n  ca: ${fleet.ca}\n`;
  await writeFile(join(folder, "runbook.yml"), `name: canary\n${connection}${ROLLOUT}steps:\n  - force-inventory: [hardware]\n`);
  const env = { ...TRACES, PATH: `${vault}${delimiter}${process.env.PATH}` };
  return { folder, options: { cwd: folder, env, secrets: [fleet.password] } };
}

const reports = REPORTS.flatMap((format) => ["--report", `${format}=report.${format}`]);
const apply = () => ["apply", "runbook.yml", "--targets", fleet.targets, "--json", ...reports];

const SOURCES: readonly (readonly [string, () => string])[] = [
  ["a variable", () => "{ env: FLEET_SECRET }"],
  ["a file", () => `{ file: ${vault}/password }`],
  ["a command", () => "{ command: [fleet-pass] }"],
  ...(process.platform === "linux" ? [["the key store", () => "{ key-store: invrun/fleet/operator }"] as const] : []),
];

// Each run through `runCli` fails by itself where the password stands in an output or in a file that it left.
describe.skipIf(process.platform === "win32")("a password is told nowhere (programs are shell scripts; not on Windows)", () => {
  const ways = SOURCES.flatMap(([from, source]) => ["basic", "negotiate"].map((auth) => ({ from, source, auth })));
  it.each(ways)("that comes from $from, under $auth, with every trace on", async ({ from, source, auth }) => {
    const { folder, options } = await caseOf(`${from.replaceAll(" ", "-")}-${auth}`, source(), auth);
    const env = from === "a variable" ? { ...options.env, FLEET_SECRET: fleet.password } : options.env;
    const shown = await runCli(["config", "--json"], { ...options, env });
    expect(JSON.parse(shown.stdout).credentials).toMatchObject([{ name: "fleet", from: "user", kind: "password" }]);
    const plan = await runCli(["plan", "runbook.yml", "--targets", fleet.targets, "-o", "p.json", "--probe"], { ...options, env });
    expect(plan.code).toBe(0);
    expect(plan.stdout).toMatch(/Account +the credential fleet\n/);
    const run = await runCli(apply(), { ...options, env });
    expect(run.code).toBe(0);
    const written = await readdir(folder);
    expect(REPORTS.filter((format) => !written.includes(`report.${format}`))).toEqual([]);
    expect(await readFile(join(folder, "p.json"), "utf8")).toContain('"credential": "fleet"');
  });

  it.skipIf(terminalAbsent)("that a person types at a terminal (skipped without python3)", async () => {
    const { folder, options } = await caseOf("prompt", "{ prompt: true }", "negotiate");
    const typed = await runAtTerminal([process.execPath, BIN, ...apply(), "--quiet"], {
      ...options,
      env: { ...options.env, XDG_CONFIG_HOME: join(folder, "config"), XDG_STATE_HOME: join(folder, "state") },
      ask: `the password of fleet (${fleet.username}):`,
      answer: fleet.password,
    });
    expect(typed.code).toBe(0);
    expect(typed.shown).toContain(`the password of fleet (${fleet.username}):`);
    expect(tells(typed.shown, fleet.password)).toBe(false);
    // What it left is looked through by whatever is run there next.
    expect((await runCli(["runs"], options)).code).toBe(0);
  });

  it.skipIf(terminalAbsent)("that a person did not give: Ctrl-C leaves, and nothing was touched (skipped without python3)", async () => {
    const { folder, options } = await caseOf("left", "{ prompt: true }", "negotiate");
    const left = await runAtTerminal([process.execPath, BIN, ...apply(), "--quiet"], {
      ...options,
      env: { ...process.env, XDG_CONFIG_HOME: join(folder, "config"), XDG_STATE_HOME: join(folder, "state") },
      ask: "the password of fleet",
      answer: "\u0003",
    });
    expect(left.code).toBe(5);
    expect(left.shown).toContain("INV348");
    expect(await readdir(folder)).not.toContain(".invrun");
  });

  it("that is asked for without a terminal: refused, and nothing was touched", async () => {
    const { folder, options } = await caseOf("no-terminal", "{ prompt: true }", "negotiate");
    const run = await runCli(apply(), options);
    expect(run.code).toBe(5);
    expect(run.stderr).toContain("INV348");
    expect(await readdir(folder)).not.toContain(".invrun");
  });
});
