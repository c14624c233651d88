import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../src/app/manifest.ts";
import { type Simulator, startSimulator } from "../../support/cli.ts";
import { readJournal } from "../../support/journals.ts";
import { azure } from "../../support/pipelines/azure.ts";
import { github } from "../../support/pipelines/github.ts";
import { gitlab } from "../../support/pipelines/gitlab.ts";
import { kubernetes } from "../../support/pipelines/kubernetes.ts";
import { blockOf, type Node, pipelineOf } from "../../support/pipelines/page.ts";
import { type Given, type Platform, SHARDS } from "../../support/pipelines/platform.ts";
import { type JobEnd, Shop } from "../../support/pipelines/shop.ts";

const CLIENTS = 16;
/** Each computer takes a while, so that a shard can be cut off in the middle. */
const RUNBOOK = `name: full-inventory
targets: { files: [fleet.yml] }
connection: { credential: corp-admin }
rollout: { rate: unlimited, logons: unlimited, batches: [2, rest] }
steps: [{ force-inventory: [hardware] }, { wait: 2s }]
`;
/** The shard that is cut off. */
const CUT = 1;

interface Case {
  readonly name: string;
  readonly read: (given: Given) => Platform;
  /** What a job is ended with. */
  readonly signal: NodeJS.Signals;
  /** What the job that is cut off ends with. */
  readonly code: number;
  /** A job that is run again goes on with its run. */
  readonly retries: boolean;
}

const CASES: readonly Case[] = [
  { name: "GitHub Actions", read: github, signal: "SIGINT", code: 130, retries: true },
  { name: "GitLab", read: gitlab, signal: "SIGTERM", code: 143, retries: true },
  { name: "Azure Pipelines", read: azure, signal: "SIGKILL", code: 137, retries: false },
  { name: "Kubernetes", read: kubernetes, signal: "SIGKILL", code: 137, retries: true },
];

async function shopFor(fleet: Simulator): Promise<Shop> {
  const repository = {
    "runbooks/full-inventory.yml": RUNBOOK,
    "runbooks/fleet.yml": await readFile(fleet.targets, "utf8"),
    "ci/part.sh": blockOf("file: ci/part.sh"),
  };
  return Shop.open(join(fleet.folder, "shop"), repository, {});
}

const well = (end: JobEnd) => expect(end.code, end.said).toBe(0);
const manifestIn = async (folder: string, manifest: string) =>
  JSON.parse(await readFile(join(folder, manifest), "utf8")) as Manifest;

// The examples are written for a POSIX shell.
describe.skipIf(process.platform === "win32")("the pipeline of the page, its shards cut off and gone on with,", () => {
  it.concurrent.each(CASES)("carries the plan out on $name", async ({ read, signal, code, retries }) => {
    const fleet = await startSimulator(["--clients", String(CLIENTS)]);
    try {
      const shop = await shopFor(fleet);
      const platform = read({ change: "CHG0012345", username: fleet.username, password: fleet.password });
      const planned = await shop.carryOut(platform.plan);
      well(planned);
      const digest = await platform.digestOf(planned);
      expect(digest).toMatch(/^(?:[0-9a-z]{4}-){3}[0-9a-z]{4}$/);
      well(await shop.carryOut(platform.canary(digest)));

      const indices = Array.from({ length: SHARDS }, (_, index) => index);
      const shards = await Promise.all(
        indices.map((index) => shop.carryOut(platform.shard(digest, index, 1), index === CUT ? signal : null)),
      );
      expect(shards.map((end) => end.code)).toEqual(indices.map((index) => (index === CUT ? code : 0)));
      const partly = await shop.carryOut(platform.merge);
      expect(partly.code, partly.said).toBe(130);

      const again = await shop.carryOut(platform.shard(digest, CUT, 2));
      expect(again.code, again.said).toBe(retries ? 0 : 1);
      if (retries) well(await shop.carryOut(platform.merge));
      const { job, manifest } = platform.rollout;
      const credential = { INVRUN_CORP_ADMIN_USERNAME: fleet.username, INVRUN_CORP_ADMIN_PASSWORD: fleet.password };
      const resumed = await shop.carryOut({
        ...job,
        steps: [...job.steps, { run: `exec invrun resume ${manifest} --json > end.json`, env: credential }],
      });
      well(resumed);
      const { totals } = await manifestIn(resumed.workspace, "end.json");
      expect(totals.succeeded).toBe(CLIENTS);

      const { runs, plan } = await manifestIn(resumed.workspace, manifest);
      expect(plan.change).toBe("CHG0012345");
      const cut = runs.find(({ part }) => part.shard?.index === CUT);
      const journal = join(resumed.workspace, manifest, "..", cut?.folder ?? "", "journal.ndjson");
      const types = (await readJournal(journal)).map(({ type }) => type);
      expect([types.filter((type) => type === "run-started"), types.includes("run-resumed")]).toEqual([["run-started"], true]);
    } finally {
      await fleet.stop();
    }
  });
});

describe("the YAML of the page", () => {
  /** How a platform names a secret; null where none is named at all. */
  const SECRETS = {
    github: /^\$\{\{ secrets\.[A-Z_]+ \}\}$/,
    azure: /^\$\([a-z-]+\)$/,
    gitlab: null,
    kubernetes: null,
  } as const;

  it.each(Object.entries(SECRETS))("of %s takes names and passwords of accounts from its secrets alone", (platform, form) => {
    const found = pipelineOf(platform).flatMap((document) => credentialsIn(document));
    expect(found.filter((text) => form === null || !form.test(text))).toEqual([]);
    expect(found.length > 0).toBe(form !== null);
  });

  function credentialsIn(node: Node): readonly string[] {
    if (typeof node !== "object" || node === null) return [];
    return Object.entries(node).flatMap(([key, value]) =>
      /USERNAME|PASSWORD/i.test(key) ? [String(value)] : credentialsIn(value as Node),
    );
  }

  it("leaves no credential where another step could read it", () => {
    const [workflow] = pipelineOf("github") as readonly [Readonly<Record<string, Node>>];
    const outside = JSON.stringify({ ...workflow, jobs: null });
    expect(outside).not.toMatch(/secrets/);
    const jobs = Object.values(workflow.jobs as Readonly<Record<string, { readonly env?: Node }>>);
    expect(jobs.filter((job) => job.env !== undefined)).toEqual([]);
  });
});
