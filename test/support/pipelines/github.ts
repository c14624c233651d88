/** GitHub Actions: docs.github.com/en/actions/reference/workflows-and-actions, actions/upload-artifact and download-artifact. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expectKeys, listAt, mapAt, type NodeMap, pipelineOf, textsOf } from "./page.ts";
import { type Given, type Platform, SHARDS } from "./platform.ts";
import type { Job, Step } from "./shop.ts";

type Values = Readonly<Record<string, string>>;

/** The pipeline of the page on GitHub Actions. */
export function github({ change, username, password }: Given): Platform {
  const [workflow] = pipelineOf("github") as readonly [NodeMap];
  const secrets = { "secrets.CORP_ADMIN_USERNAME": username, "secrets.CORP_ADMIN_PASSWORD": password };
  const jobOf = (name: string, values: Values = {}): Job => ({
    steps: listAt(mapAt(workflow, "jobs", name), "steps").map((step) =>
      stepOf(step, { "inputs.change": change, ...secrets, ...values }),
    ),
    env: (workspace) => ({ CI: "true", GITHUB_ACTIONS: "true", GITHUB_OUTPUT: join(workspace, "output") }),
  });
  const digest = (text: string) => ({ "needs.plan.outputs.digest": text });
  return {
    plan: jobOf("plan"),
    async digestOf({ workspace }) {
      const told = /^digest=(.*)$/m.exec(await readFile(join(workspace, "output"), "utf8"));
      return told?.[1] ?? "";
    },
    canary: (text) => jobOf("canary", digest(text)),
    shard: (text, index) =>
      jobOf("shards", { ...digest(text), "strategy.job-index": String(index), "strategy.job-total": String(SHARDS) }),
    merge: jobOf("merge"),
    rollout: { job: { steps: [{ take: /^rollout$/, into: () => "." }], env: () => ({}) }, manifest: "all.json" },
  };
}

function stepOf(step: NodeMap, values: Values): Step {
  expectKeys(step, ["uses", "with", "env", "run", "id", "if", "continue-on-error"]);
  const filled = (text: string) => fill(text, values);
  if (typeof step.run === "string") {
    const env = Object.entries(textsOf(step.env)).map(([key, text]) => [key, filled(text)]);
    return { run: filled(step.run), env: Object.fromEntries(env) };
  }
  const { name = "", pattern = "", path = ".", "merge-multiple": flat } = textsOf(step.with);
  if (step.uses === "actions/checkout@v4") return { checkout: true };
  if (step.uses === "actions/upload-artifact@v4") {
    const paths = path.trim().split("\n");
    return { give: filled(name), paths, content: paths.length === 1 };
  }
  if (step.uses !== "actions/download-artifact@v4") throw new Error(`nothing here carries out ${step.uses}`);
  // Several artifacts come into folders of their own, unless they are to be merged.
  const into = (artifact: string) => (pattern === "" || flat === "true" ? path : join(path, artifact));
  const take = new RegExp(`^${(pattern || filled(name)).replaceAll("*", ".*")}$`);
  return { take, into, optional: step["continue-on-error"] === true };
}

function fill(text: string, values: Values): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`nothing here evaluates ${expression}`);
    return value;
  });
}
