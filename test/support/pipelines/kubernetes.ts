/** Kubernetes: kubernetes.io/docs/concepts/workloads/controllers/job. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { listAt, mapAt, type NodeMap, pipelineOf } from "./page.ts";
import { type Given, type Platform, SHARDS } from "./platform.ts";
import type { Job } from "./shop.ts";

const VOLUME = "volume";

/** The Jobs of the page on Kubernetes, on one volume. */
export function kubernetes({ change, username, password }: Given): Platform {
  const jobs = pipelineOf("kubernetes");
  const sources = (digest: string): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
    configMapRef: { CHANGE: change, DIGEST: digest },
    secretRef: { INVRUN_CORP_ADMIN_USERNAME: username, INVRUN_CORP_ADMIN_PASSWORD: password },
  });
  const specOf = (name: string) => mapAt(jobs.find((job) => mapAt(job, "metadata").name === name) as NodeMap, "spec");
  const jobOf = (name: string, digest = "", env: Readonly<Record<string, string>> = {}): Job => {
    const [container] = listAt(mapAt(specOf(name), "template", "spec"), "containers") as readonly [NodeMap];
    const from = "envFrom" in container ? listAt(container, "envFrom").map((one) => Object.keys(one)[0] as string) : [];
    const own = Object.assign({ ...env }, ...from.map((source) => sources(digest)[source])) as Record<string, string>;
    return {
      steps: [{ run: `exec ${(container.command as readonly string[]).map(quoted).join(" ")}` }],
      volume: VOLUME,
      env: () => own,
    };
  };
  const { completions, completionMode } = specOf("shards");
  if (completions !== SHARDS || completionMode !== "Indexed") throw new Error("another number of shards");
  const plan = `invrun plan runbooks/full-inventory.yml --change ${change} -o full.plan.json`;
  return {
    plan: { steps: [{ checkout: true }, { run: plan }], volume: VOLUME, env: () => ({}) },
    async digestOf({ workspace }) {
      const saved = await readFile(join(workspace, "full.plan.json"), "utf8");
      return (JSON.parse(saved) as { readonly digest: string }).digest;
    },
    canary: (digest) => jobOf("canary", digest),
    shard: (digest, index) => jobOf("shards", digest, { JOB_COMPLETION_INDEX: String(index) }),
    merge: jobOf("merge"),
    rollout: { job: { steps: [], volume: VOLUME, env: () => ({}) }, manifest: "all.json" },
  };
}

/** A container's command goes to no shell: one that runs it here must leave every word as it is. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
