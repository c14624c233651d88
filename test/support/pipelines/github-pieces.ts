/** GitHub Actions: docs.github.com/en/actions/reference/workflows-and-actions, metadata and workflow syntax. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expectKeys, listAt, mapAt, type NodeMap, textsOf } from "./page.ts";
import { evaluated, filled, type Given, type Pieces, pieceOf, ROOT } from "./pieces.ts";
import type { Job, Step } from "./shop.ts";

type Values = Readonly<Record<string, string>>;

/** action.yml, used as ci/github-workflow.yml uses it. */
export function githubPieces({ change, username, password }: Given): Pieces {
  const workflow = pieceOf("ci/github-workflow.yml");
  const secrets = { "secrets.INVRUN_USERNAME": username, "secrets.INVRUN_PASSWORD": password };
  const jobOf = (name: string, values: Values = {}): Job => {
    const given = { "inputs.change": change, ...secrets, ...values };
    return {
      steps: listAt(mapAt(workflow, "jobs", name), "steps").flatMap((step) => stepsOf(step, given)),
      env: (workspace) => ({
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_WORKSPACE: workspace,
        GITHUB_OUTPUT: join(workspace, "output"),
      }),
    };
  };
  return {
    validate: jobOf("validate"),
    plan: jobOf("plan"),
    digestOf: async ({ workspace }) =>
      /^digest=(.*)$/m.exec(await readFile(join(workspace, "output"), "utf8"))?.[1] ?? "",
    apply: (digest) => jobOf("apply", { "needs.plan.outputs.digest": digest }),
    kept: /^invrun-apply$/,
  };
}

function stepsOf(step: NodeMap, values: Values): readonly Step[] {
  expectKeys(step, ["uses", "with", "id"]);
  const uses = String(step.uses);
  const inputs = Object.entries(textsOf(step.with)).map(([key, text]) => [key, filled(text, values)] as const);
  if (uses.startsWith("actions/checkout@")) return [{ checkout: true }];
  if (uses.startsWith("actions/download-artifact@")) {
    const name = inputs.find(([key]) => key === "name")?.[1] ?? "";
    return [{ take: new RegExp(`^${name}$`), into: () => "." }];
  }
  if (uses.startsWith("your-organization/invrun@")) return actionSteps(Object.fromEntries(inputs));
  throw new Error(`nothing here carries out ${uses}`);
}

/** The steps of action.yml with these inputs. It is installed here already. */
export function actionSteps(given: Values): readonly Step[] {
  const action = pieceOf("action.yml");
  const inputs = mapAt(action, "inputs");
  const unknown = Object.keys(given).filter((key) => !(key in inputs));
  if (unknown.length > 0) throw new Error(`the action has no input ${unknown.join(", ")}`);
  const values: Record<string, string> = { "github.action_path": fileURLToPath(ROOT).replace(/[\\/]$/, "") };
  for (const [key, { default: otherwise = "" }] of Object.entries(inputs) as [string, { default?: string }][])
    values[`inputs.${key}`] = given[key] ?? otherwise;
  return listAt(mapAt(action, "runs"), "steps").flatMap((step): readonly Step[] => {
    expectKeys(step, ["name", "id", "if", "shell", "env", "run", "uses", "with"]);
    const [, condition = "'yes'"] = /^\$\{\{ (.*) \}\}$/.exec(String(step.if)) ?? [];
    if (!evaluated(condition, values) || step.run === 'npm ci --prefix "$ACTION"') return [];
    const texts = (key: string) =>
      Object.fromEntries(Object.entries(textsOf(step[key])).map(([name, text]) => [name, filled(text, values)]));
    if (typeof step.run === "string") return [{ run: step.run, env: texts("env") }];
    const { name = "", path = "" } = texts("with");
    return [{ give: name, paths: [path], content: true }];
  });
}
