/** Azure Pipelines: learn.microsoft.com/azure/devops/pipelines, YAML schema and predefined variables. */
import { join } from "node:path";
import { expectKeys, listAt, mapAt, type NodeMap, pipelineOf, textsOf } from "./page.ts";
import { type Given, type Platform, SHARDS } from "./platform.ts";
import type { Job, Step } from "./shop.ts";

const DIGEST = "$[ stageDependencies.plan.plan.outputs['made.digest'] ]";
/** Sources lie below the workspace, and artifacts beside them. */
const SOURCES = "s";

/** The pipeline of the page on Azure Pipelines. */
export function azure({ change, username, password }: Given): Platform {
  const [pipeline] = pipelineOf("azure") as readonly [NodeMap];
  const group = { "corp-admin-username": username, "corp-admin-password": password };
  const jobIn = (stage: string, kind: "job" | "deployment", name: string): NodeMap => {
    const jobs = listAt(listAt(pipeline, "stages").find((one) => one.stage === stage) as NodeMap, "jobs");
    return jobs.find((one) => one[kind] === name) as NodeMap;
  };
  const jobOf = (job: NodeMap, { digest = "", position = 0, attempt = 1 } = {}): Job => {
    const macros = { ...group, "Pipeline.Workspace": "..", "System.JobPositionInPhase": String(position) };
    const steps =
      "deployment" in job ? listAt(mapAt(job, "strategy", "runOnce", "deploy"), "steps") : listAt(job, "steps");
    const variables = Object.entries(textsOf(job.variables)).map(([key, text]) => [key, text.replace(DIGEST, digest)]);
    // What a plain job checks out unasked.
    const sources: readonly Step[] =
      "job" in job && !steps.some((step) => "checkout" in step) ? [{ checkout: true }] : [];
    return {
      steps: [...sources, ...steps.flatMap((step) => stepOf(step, macros))],
      works: SOURCES,
      env: (workspace) => ({
        TF_BUILD: "True",
        CHANGE: change,
        PIPELINE_WORKSPACE: workspace,
        SYSTEM_JOBATTEMPT: String(attempt),
        ...(position === 0
          ? {}
          : { SYSTEM_JOBPOSITIONINPHASE: String(position), SYSTEM_TOTALJOBSINPHASE: String(SHARDS) }),
        ...Object.fromEntries(variables),
      }),
    };
  };
  const shards = jobIn("shards", "job", "shard");
  if (mapAt(shards, "strategy").parallel !== SHARDS) throw new Error("another number of shards");
  return {
    plan: jobOf(jobIn("plan", "job", "plan")),
    digestOf: async ({ stdout }) =>
      /^##vso\[task\.setvariable variable=digest;isOutput=true\](.*)$/m.exec(stdout)?.[1] ?? "",
    canary: (digest) => jobOf(jobIn("canary", "deployment", "canary"), { digest }),
    shard: (digest, index, attempt) => jobOf(shards, { digest, position: index + 1, attempt }),
    merge: jobOf(jobIn("merge", "job", "merge")),
    rollout: {
      job: { steps: [{ take: /^(?:rollout|canary|shard-\d)$/, into: (name) => name }], env: () => ({}) },
      manifest: join("rollout", "all.json"),
    },
  };
}

function stepOf(step: NodeMap, macros: Readonly<Record<string, string>>): readonly Step[] {
  expectKeys(step, ["checkout", "download", "artifact", "bash", "env", "name", "publish", "condition"]);
  const filled = (text: string) =>
    text.replace(/\$\(([\w.-]+)\)/g, (_, name: string) => {
      const value = macros[name];
      if (value === undefined) throw new Error(`nothing here knows $(${name})`);
      return value;
    });
  const artifact = filled(String(step.artifact ?? ""));
  if (typeof step.bash === "string") {
    const env = Object.entries(textsOf(step.env)).map(([key, text]) => [key, filled(text)]);
    return [{ run: step.bash, env: Object.fromEntries(env) }];
  }
  if (typeof step.publish === "string") return [{ give: artifact, paths: [filled(step.publish)], content: true }];
  if (step.download === "current")
    return [{ take: artifact === "" ? /./ : new RegExp(`^${artifact}$`), into: (name) => join("..", name) }];
  return step.checkout === "self" ? [{ checkout: true }] : [];
}
