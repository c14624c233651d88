/** GitLab CI/CD: docs.gitlab.com/ci/yaml and docs.gitlab.com/ci/variables/predefined_variables. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expectKeys, mapAt, type NodeMap, pipelineOf, textsOf } from "./page.ts";
import { type Given, type Platform, SHARDS } from "./platform.ts";
import type { Job, Step } from "./shop.ts";

const KEYS = ["stage", "script", "artifacts", "cache", "environment", "when", "allow_failure", "parallel"];
const PIPELINE = "4711";

/** The pipeline of the page on GitLab. */
export function gitlab({ change, username, password }: Given): Platform {
  const [pipeline] = pipelineOf("gitlab") as readonly [NodeMap];
  const project = { CHANGE: change, INVRUN_CORP_ADMIN_USERNAME: username, INVRUN_CORP_ADMIN_PASSWORD: password };
  /** `slug`: of the job, with its place among parallel ones. */
  const jobOf = (name: string, slug: string, env: Readonly<Record<string, string>> = {}): Job => {
    const job = mapAt(pipeline, name);
    expectKeys(job, KEYS);
    const own = { CI: "true", GITLAB_CI: "true", CI_PIPELINE_ID: PIPELINE, CI_JOB_NAME_SLUG: slug, ...project, ...env };
    return { steps: stepsOf(job, { slug, variables: own }), env: () => own };
  };
  return {
    plan: jobOf("plan", "plan"),
    async digestOf({ workspace }) {
      const report = String(mapAt(pipeline, "plan", "artifacts", "reports").dotenv);
      return /^DIGEST=(.*)$/m.exec(await readFile(join(workspace, report), "utf8"))?.[1] ?? "";
    },
    canary: (digest) => jobOf("canary", "canary", { DIGEST: digest }),
    shard(digest, index) {
      const place = { CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(SHARDS) };
      if (mapAt(pipeline, "shards").parallel !== SHARDS) throw new Error("another number of shards");
      return jobOf("shards", `shards-${index + 1}-${SHARDS}`, { DIGEST: digest, ...place });
    },
    merge: jobOf("merge", "merge"),
    rollout: { job: { steps: [{ take: /^of-merge$/, into: () => "." }], env: () => ({}) }, manifest: "all.json" },
  };
}

interface Running {
  readonly slug: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** The repository, the artifacts of all earlier stages, the job's cache, its script; then cache and artifacts are kept. */
function stepsOf(job: NodeMap, { slug, variables }: Running): readonly Step[] {
  const stages = ["plan", "canary", "shards", "merge"];
  const earlier = stages.slice(0, stages.indexOf(String(job.stage)));
  const paths = (key: string) => ((job[key] as NodeMap | undefined)?.paths ?? []) as readonly string[];
  const key = textsOf(job.cache).key?.replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? "");
  return [
    { checkout: true },
    { take: new RegExp(`^of-(${earlier.join("|") || "none"})`), into: () => ".", optional: true },
    ...(key === undefined ? [] : [{ take: new RegExp(`^${key}$`), into: () => ".", optional: true }]),
    { run: (job.script as readonly string[]).join("\n") },
    ...(key === undefined ? [] : [{ give: key, paths: paths("cache"), content: false }]),
    { give: `of-${slug}`, paths: paths("artifacts"), content: false },
  ];
}
