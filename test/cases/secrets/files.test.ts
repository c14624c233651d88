import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canary } from "../../support/canary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";

const TRACES = { NODE_DEBUG: "http,https,net,tls,stream,timer,child_process,fs", DEBUG: "*", KRB5_TRACE: "/dev/stderr" };
const ROLLOUT = "rollout: { max-failed: 100%, rate: unlimited }\n";
const PASSPHRASE = canary("passphrase");
const openssl = spawnSync("openssl", ["version"]).status === 0;

let fleet: Simulator;
/** Keys lie here, and not below the working directory. */
let vault: string;
const at = (name: string) => join(vault, name);
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "2", "--tls"]);
  vault = await mkdtemp(join(tmpdir(), "invrun-vault-"));
});
afterAll(async () => {
  await fleet.stop();
  await rm(vault, { recursive: true, force: true });
});

interface Case {
  readonly credential: string;
  readonly auth: "certificate" | "kerberos";
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Applies to a fleet that knows neither: what counts is what is told of it. */
async function apply(name: string, { credential, auth, env = {}, secrets }: Case) {
  const cwd = join(fleet.folder, name);
  await mkdir(join(cwd, "config", "invrun"), { recursive: true });
  await writeFile(join(cwd, "config", "invrun", "config.yml"), credential);
  const connection = `connection: { auth: ${auth}, tls: true, ca: "${fleet.ca}", credential: mapped }\n`;
  await writeFile(join(cwd, "runbook.yml"), `name: canary\n${connection}${ROLLOUT}steps:\n  - force-inventory: [hardware]\n`);
  const args = ["apply", "runbook.yml", "--targets", fleet.targets, "--json", "--report", "html=report.html"];
  const run = await runCli(args, { cwd, env: { ...TRACES, ...env }, secrets });
  return { run, journal: async () => readFile(await journalOf(cwd), "utf8") };
}

async function journalOf(cwd: string): Promise<string> {
  const { stdout } = await runCli(["runs", "--json"], { cwd });
  const [{ run }] = JSON.parse(stdout).runs;
  return join(cwd, ".invrun", "runs", run, "journal.ndjson");
}

// Each run through `runCli` fails by itself where a secret stands in an output or in a file that it left.
describe.skipIf(!openssl)("what opens a certificate's key is told nowhere (skipped without openssl)", () => {
  let secrets: readonly string[];
  beforeAll(async () => {
    const made = ["-subj", "/CN=invrun", "-days", "2", "-passout", `pass:${PASSPHRASE}`];
    const files = ["-keyout", at("key.pem"), "-out", at("cert.pem")];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", ...made, ...files], { stdio: "ignore" });
    const open = ["pkey", "-in", at("key.pem"), "-passin", `pass:${PASSPHRASE}`];
    const lines = [await readFile(at("key.pem"), "utf8"), execFileSync("openssl", open, { encoding: "utf8" })];
    // A line from the middle of each: as it lies there, and opened.
    secrets = [PASSPHRASE, ...lines.map((pem) => pem.split("\n")[9] as string)];
    await writeFile(at("passphrase"), `${PASSPHRASE}\n`, { mode: 0o600 });
  });

  const files = () => `certificate: ${at("cert.pem")}, key: ${at("key.pem")}`;
  it("nor the key, where a file holds the passphrase", async () => {
    const credential = `credentials:\n  mapped: { ${files()}, passphrase: { file: ${at("passphrase")} }, for: ["*"] }\n`;
    const { run, journal } = await apply("configured", { credential, auth: "certificate", secrets });
    expect(run.code).toBe(6);
    expect(JSON.parse(run.stdout).totals.failed).toBeGreaterThan(0);
    expect(await journal()).toContain('"account":"CN=invrun"');
  });

  it("nor the key, where the environment holds the passphrase", async () => {
    const env = {
      INVRUN_MAPPED_CERTIFICATE: at("cert.pem"),
      INVRUN_MAPPED_KEY: at("key.pem"),
      INVRUN_MAPPED_KEY_PASSPHRASE: PASSPHRASE,
    };
    const { run } = await apply("environment", { credential: "{}\n", auth: "certificate", env, secrets });
    expect(run.code).toBe(6);
  });

  it("nor a wrong one, with which nothing is begun", async () => {
    const env = {
      INVRUN_MAPPED_CERTIFICATE: at("cert.pem"),
      INVRUN_MAPPED_KEY: at("key.pem"),
      INVRUN_MAPPED_KEY_PASSPHRASE: canary("wrong"),
    };
    const wrong = { credential: "{}\n", auth: "certificate", env, secrets: [...secrets, canary("wrong")] } as const;
    const { run } = await apply("wrong", wrong);
    expect(run.code).toBe(5);
    expect(run.stderr).toContain("INV342");
  });
});

it.skipIf(process.platform === "win32")("what a keytab holds is told nowhere (a mode keeps it private; not on Windows)", async () => {
  await writeFile(at("inv.keytab"), `\u0005\u0002${canary("keytab")}`, { mode: 0o600 });
  const credential = `credentials:\n  mapped: { username: inv@LAB.EXAMPLE, keytab: ${at("inv.keytab")}, for: ["*"] }\n`;
  const { run, journal } = await apply("keytab", { credential, auth: "kerberos", secrets: [canary("keytab")] });
  expect([4, 6]).toContain(run.code);
  expect(await journal()).toContain('"account":"inv@LAB.EXAMPLE"');
});
