import { createPrivateKey } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { createTls } from "../../../src/sim/tls.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth, unexpected } from "../../support/truth.ts";

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "6", "--tls"]);
});
afterAll(() => fleet.stop());

interface How {
  readonly env: Readonly<Record<string, string>>;
  /** More lines of the connection. */
  readonly more?: string;
  /** What must be told nowhere. */
  readonly secrets?: readonly string[];
}

async function applyWith({ env, more = "", secrets = [] }: How) {
  const { folder: cwd, ca } = fleet;
  const connection = `connection:\n  auth: certificate\n  tls: true\n  ca: ${ca}\n${more}`;
  const runbook = await writeRunbook(cwd, fullInventoryText({ connection }));
  return runCli(["apply", runbook, "--targets", fleet.targets, "--yes", "--json"], { env, cwd, secrets });
}

const own = () => ({ INVRUN_CERTIFICATE: fleet.certificate as string, INVRUN_KEY: fleet.key as string });

describe("apply with a client certificate", () => {
  it("logs on everywhere, and what is told is the truth", async () => {
    const { code, stdout } = await applyWith({ env: own() });
    const summary = JSON.parse(stdout) as Summary;
    expect(code).toBe(0);
    expect(summary.totals.succeeded).toBe(6);
    expect(unexpected(summary, await fetchTruth(fleet.truth))).toEqual([]);
  });

  it("opens a sealed key with its passphrase, and writes neither down", async () => {
    const passphrase = "Pferd-Batterie-Heftklammer";
    const key = createPrivateKey(await readFile(fleet.key as string));
    const sealed = key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase }) as string;
    const path = join(fleet.folder, "sealed.key");
    await writeFile(path, sealed, { mode: 0o600 });
    const plain = (key.export({ type: "pkcs8", format: "pem" }) as string).split("\n")[1] as string;
    const env = {
      INVRUN_CORP_CLIENT_CERTIFICATE: fleet.certificate as string,
      INVRUN_CORP_CLIENT_KEY: path,
      INVRUN_CORP_CLIENT_KEY_PASSPHRASE: passphrase,
    };
    const { code } = await applyWith({ env, more: "  credential: corp-client\n", secrets: [passphrase, plain] });
    expect(code).toBe(0);
  });

  it("shows a refused certificate to one computer alone", async () => {
    const other = createTls([]);
    try {
      const refusals = async () =>
        (await fetchTruth(fleet.truth)).clients.reduce((sum, { counts }) => sum + (counts.refused ?? 0), 0);
      const before = await refusals();
      const { code, stdout } = await applyWith({ env: { INVRUN_CERTIFICATE: other.client.certificate, INVRUN_KEY: other.client.key } });
      const codes = (JSON.parse(stdout) as Summary).targets.map((target) => target.code).sort();
      expect(codes).toEqual(["INV429", "INV903", "INV903", "INV903", "INV903", "INV903"]);
      expect(code).not.toBe(0);
      expect((await refusals()) - before).toBe(1);
    } finally {
      other.remove();
    }
  });

  it("does not start with a key of another certificate: INV342", async () => {
    const other = createTls([]);
    try {
      const { code, stderr } = await applyWith({ env: { ...own(), INVRUN_KEY: other.client.key } });
      expect(code).toBe(5);
      expect(stderr).toContain("INV342");
      expect(stderr).toContain("The key of the credential belongs to another certificate.");
    } finally {
      other.remove();
    }
  });
});
