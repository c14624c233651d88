/** Azure Pipelines: learn.microsoft.com/azure/devops/pipelines, templates, YAML schema and predefined variables. */
import { join } from "node:path";
import { expectKeys, listAt, mapAt, type Node, type NodeMap, textsOf } from "./page.ts";
import { filled, type Given, type Pieces, pieceOf } from "./pieces.ts";
import type { Job, Step } from "./shop.ts";

const DIGEST = "$[ stageDependencies.plan.plan.outputs['made.digest'] ]";
/** Sources lie below the workspace, and artifacts beside them. */
const SOURCES = "s";

/** ci/azure-pipelines-template.yml, extended. */
export function azurePieces({ change, username, password }: Given): Pieces {
  const template = pieceOf("ci/azure-pipelines-template.yml");
  const given = { runbook: "runbooks/full-inventory.yml", change, pool: "clients" };
  const values = Object.fromEntries(
    listAt(template, "parameters").map(({ name, default: otherwise }) => [
      `parameters.${name}`,
      given[name as keyof typeof given] ?? String(otherwise),
    ]),
  );
  const macros = { "invrun-username": username, "invrun-password": password, "System.JobAttempt": "1" };
  const stages = listAt(template, "stages").flatMap((stage) => {
    const [key, inner] = Object.entries(stage)[0] as [string, Node];
    return key.startsWith("${{ if ") ? (inner as readonly NodeMap[]) : [stage];
  });
  const jobOf = (name: string, digest = ""): Job => {
    const stage = stages.find((one) => one.stage === name) as NodeMap;
    const [job] = listAt(stage, "jobs") as readonly [NodeMap];
    const steps =
      "deployment" in job ? listAt(mapAt(job, "strategy", "runOnce", "deploy"), "steps") : listAt(job, "steps");
    const variables = "variables" in job ? listAt(job, "variables").filter((one) => "name" in one) : [];
    return {
      steps: steps.flatMap((step) => stepOf(step, { values, macros })),
      works: SOURCES,
      env: (workspace) => ({
        TF_BUILD: "True",
        BUILD_SOURCESDIRECTORY: join(workspace, SOURCES),
        PIPELINE_WORKSPACE: workspace,
        ...Object.fromEntries(variables.map((one) => [one.name, String(one.value).replace(DIGEST, digest)])),
      }),
    };
  };
  return {
    validate: jobOf("validate"),
    plan: jobOf("plan"),
    digestOf: async ({ stdout }) =>
      /^##vso\[task\.setvariable variable=digest;isOutput=true\](.*)$/m.exec(stdout)?.[1] ?? "",
    apply: (digest) => jobOf("apply", digest),
    kept: /^runs-1$/,
  };
}

interface Knowledge {
  readonly values: Readonly<Record<string, string>>;
  readonly macros: Readonly<Record<string, string>>;
}

function stepOf(step: NodeMap | string, { values, macros }: Knowledge): readonly Step[] {
  // A list of steps that is empty unless it is given.
  if (typeof step === "string") return [];
  expectKeys(step, [
    "checkout",
    "download",
    "artifact",
    "bash",
    "env",
    "name",
    "publish",
    "condition",
    "task",
    "inputs",
  ]);
  const full = (text: string) =>
    filled(text, values).replace(/\$\(([\w.-]+)\)/g, (macro, name: string) => macros[name] ?? macro);
  const artifact = full(String(step.artifact ?? ""));
  if (typeof step.bash === "string") {
    const env = Object.entries(textsOf(step.env)).map(([key, text]) => [key, full(text)]);
    return [{ run: full(step.bash), env: Object.fromEntries(env) }];
  }
  if (typeof step.publish === "string") return [{ give: artifact, paths: [step.publish], content: true }];
  if (step.download === "current") return [{ take: new RegExp(`^${artifact}$`), into: (name) => join("..", name) }];
  return step.checkout === "self" ? [{ checkout: true }] : [];
}
