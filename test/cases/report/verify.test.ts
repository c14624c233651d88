import { generateKeyPairSync } from "node:crypto";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Manifest } from "../../../src/app/manifest.ts";
import { type CliResult, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { onlyJournal, readJournal } from "../../support/journals.ts";

const FORCE = `name: force
rollout: { rate: unlimited, logons: unlimited, batches: [2, rest] }
steps: [{ force-inventory: [hardware] }]
`;

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "6"]);
  await writeFile(at("force.yml"), FORCE);
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  await writeFile(at("own.key"), privateKey.export({ format: "pem", type: "pkcs8" }));
  await writeFile(at("own.pem"), publicKey.export({ format: "pem", type: "spki" }));
});
afterAll(() => fleet.stop());
beforeEach(async () => {
  for (const name of [".invrun", "all.json", "head.sig"]) await rm(at(name), { recursive: true, force: true });
});

const at = (...path: readonly string[]) => join(fleet.folder, ...path);
const cli = (...args: readonly string[]) => runCli(args, { cwd: fleet.folder, env: fleet.env });
const verify = (...args: readonly string[]) => cli("report", "--verify", ...args);

async function expectCode(code: number, result: Promise<CliResult>): Promise<string> {
  const { stdout, stderr, code: is } = await result;
  expect(is, `${stdout}${stderr}`).toBe(code);
  return stdout + stderr;
}

describe("report --verify of a run", () => {
  let journal: string;
  let head: string;
  beforeEach(async () => {
    await expectCode(0, cli("apply", "force.yml", "--targets", fleet.targets, "--yes", "--quiet"));
    journal = await onlyJournal(fleet.folder);
    head = (await readJournal(journal)).at(-1)?.hash as string;
  });

  it("tells that it is whole, by itself and by the head of its summary", async () => {
    const alone = await expectCode(0, verify());
    expect(alone).toMatch(/^whole: \S+, \d+ events in 1 sitting\n {2}head [0-9a-f]{64}\n/);
    expect(alone).toContain("only a head shows");
    const held = await expectCode(0, verify("--head", head.slice(0, 16)));
    expect(held).toContain("up to the head that was given");
    const { stdout } = await cli("report");
    expect((JSON.parse(stdout) as { head: string }).head).toBe(head);
  });

  it("names the first bad line, and ends with 5", async () => {
    const text = await readFile(journal, "utf8");
    await writeFile(journal, text.replace('"type":"answered"', '"type":"answereD"'));
    const line = text.slice(0, text.indexOf('"type":"answered"')).split("\n").length;
    expect(await expectCode(5, verify())).toContain(`broken at line ${line}: `);
    const { stdout } = await verify("--json", "--head", head);
    expect(JSON.parse(stdout)).toMatchObject({ format: 1, kind: "verification", verdict: "broken", line, anchored: true });
  });

  it("calls one whose end is missing incomplete, and broken where the head is known", async () => {
    const lines = (await readFile(journal, "utf8")).trimEnd().split("\n");
    await writeFile(journal, `${lines.slice(0, -1).join("\n")}\n`);
    expect(await expectCode(5, verify())).toContain(`incomplete at line ${lines.length}: `);
    expect(await expectCode(5, verify("--head", head))).toContain(`broken at line ${lines.length}: `);
  });

  it("takes no head that is too short to prove anything, and none beside a signature", async () => {
    for (const wrong of ["", "0123456789abcde", "nothing", `${head}0`])
      expect(await expectCode(2, verify("--head", wrong))).toContain("INV338");
    await expectCode(2, verify("--head", head, "--signature", "head.sig", "--key", "own.pem"));
    await expectCode(2, verify("--signature", "head.sig"));
    await expectCode(2, cli("report", "--head", head));
  });

  it("holds it against a signature of its head", async () => {
    await expectCode(0, cli("report", "--sign", "own.key", "-o", "head.sig"));
    const signed = ["--signature", "head.sig", "--key", "own.pem"];
    expect(await expectCode(0, verify(...signed))).toContain("up to the head that was given");
    await expectCode(2, cli("report", "--sign", "own.key", "-o", "head.sig"));

    const signature = JSON.parse(await readFile(at("head.sig"), "utf8")) as object;
    await writeFile(at("head.sig"), JSON.stringify({ ...signature, events: 7 }));
    expect(await expectCode(5, verify(...signed))).toContain("INV337");

    await appendFile(journal, "{");
    await rm(at("head.sig"));
    expect(await expectCode(5, cli("report", "--sign", "own.key", "-o", "head.sig"))).toContain("incomplete at line");
    await expect(readFile(at("head.sig"))).rejects.toThrow("ENOENT");
  });

  it("speaks of no run that is not there", async () => {
    expect(await expectCode(2, verify("20260102-030405-none"))).toContain("INV326");
  });
});

describe("report --verify of a manifest", () => {
  let runs: readonly string[];
  beforeEach(async () => {
    await expectCode(0, cli("plan", "force.yml", "--targets", fleet.targets, "-o", "one.plan", "--force"));
    const { id } = JSON.parse(await readFile(at("one.plan"), "utf8")) as { id: string };
    runs = [`${id}-s0of2`, `${id}-s1of2`];
    for (const shard of ["0/2", "1/2"]) await expectCode(0, cli("apply", "one.plan", "--yes", "--quiet", "--shard", shard));
    await expectCode(0, cli("report", "--merge", ...runs, "-o", "all.json"));
  });
  const manifest = async (change: (told: Manifest) => object) =>
    writeFile(at("all.json"), JSON.stringify(change(JSON.parse(await readFile(at("all.json"), "utf8")) as Manifest)));
  const shard = (index: number) => at(".invrun", "runs", runs[index] as string);

  it("tells that all of its runs are whole, each by the head that it names", async () => {
    const text = await expectCode(0, verify("all.json"));
    expect(text).toMatch(/^whole: a manifest of 2 runs\nwhole: \S+-s0of2, .*\n {2}head .*\n.*\nwhole: \S+-s1of2,/);
    expect(text).not.toContain("only a head shows");
    const head = "0".repeat(64);
    expect(await expectCode(2, verify("all.json", "--head", head))).toContain("INV334");
  });

  it("finds a journal that was changed, cut back or taken away, and names it", async () => {
    const journal = join(shard(1), "journal.ndjson");
    const text = await readFile(journal, "utf8");
    const lines = text.trimEnd().split("\n");
    await writeFile(journal, text.replace('"attempt":1', '"attempt":2'));
    expect(await expectCode(5, verify("all.json"))).toMatch(/^broken: .*\nwhole: \S+-s0of2(.*\n)+broken at line \d+: \S+-s1of2/);
    await writeFile(journal, `${lines.slice(0, -1).join("\n")}\n`);
    expect(await expectCode(5, verify("all.json"))).toContain(`broken at line ${lines.length}: ${runs[1]}`);
    await rm(shard(1), { recursive: true });
    expect(await expectCode(5, verify("all.json"))).toContain(`broken: ${runs[1]}`);
  });

  it("finds one that says otherwise than its runs do, or leaves one out", async () => {
    await manifest((told) => ({ ...told, totals: { ...told.totals, succeeded: 5, failed: 1 } }));
    expect(await expectCode(5, verify("all.json"))).toContain("otherwise than its runs do: totals.");
    await expectCode(0, cli("report", "--merge", ...runs, "-o", "all.json", "--force"));
    await manifest((told) => ({ ...told, plan: { ...told.plan, change: "CHG1" } }));
    expect(await expectCode(5, verify("all.json"))).toContain("otherwise than its runs do: plan.");
    await manifest((told) => ({ ...told, runs: told.runs.slice(1) }));
    expect(await expectCode(5, verify("all.json"))).toContain("Shards of this plan are missing: 0/2.");
  });

  it("calls it longer where a run was gone on with since", async () => {
    const [first] = (await readFile(join(shard(0), "journal.ndjson"), "utf8")).split("\n");
    const { hash } = JSON.parse(first as string) as { hash: string };
    await manifest((told) => ({ ...told, runs: told.runs.map((run, at) => (at === 0 ? { ...run, events: 1, head: hash } : run)) }));
    expect(await expectCode(5, verify("all.json"))).toMatch(/^longer: .*\nlonger at line 2: \S+-s0of2/);
    await manifest((told) => ({ ...told, runs: told.runs.map((run, at) => (at === 0 ? { ...run, events: 3 } : run)) }));
    expect(await expectCode(5, verify("all.json"))).toContain("stands at another line than 3");
  });
});
