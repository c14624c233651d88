import { isAbsolute, relative, resolve, sep } from "node:path";
import type { PathOf } from "../report/annotation-lines.ts";
import { environment } from "./environment.ts";

/** The pipelines in which invrun knows that it runs. */
export type PipelineName = "github" | "gitlab" | "azure";

/** Each says in the environment that it is there, and where it put the repository. */
const PIPELINES: readonly { readonly name: PipelineName; readonly sign: string; readonly root: string }[] = [
  // docs.github.com, Variables reference, default environment variables: "Always set to true".
  { name: "github", sign: "GITHUB_ACTIONS", root: "GITHUB_WORKSPACE" },
  // docs.gitlab.com, Predefined CI/CD variables: "true".
  { name: "gitlab", sign: "GITLAB_CI", root: "CI_PROJECT_DIR" },
  // learn.microsoft.com, Predefined variables: "Set to True"; the agent is written in a language that writes it so.
  { name: "azure", sign: "TF_BUILD", root: "BUILD_SOURCESDIRECTORY" },
];

/** Which pipeline this is, by its environment; null for none. */
export function pipelineOf(env: NodeJS.ProcessEnv = environment): PipelineName | null {
  return PIPELINES.find(({ sign }) => /^true$/i.test(env[sign] ?? ""))?.name ?? null;
}

/** Whether the environment forbids annotations: INVRUN_ANNOTATIONS=off. */
export function annotationsOff(env: NodeJS.ProcessEnv = environment): boolean {
  return /^(?:off|no|false|0)$/i.test(env.INVRUN_ANNOTATIONS ?? "");
}

/**
 * Names files from the repository's root, as the pipeline tells it, or else from the working directory, with slashes;
 * absolutely where they lie elsewhere.
 */
export function repositoryPaths(env: NodeJS.ProcessEnv = environment): PathOf {
  const pipeline = pipelineOf(env);
  const told = PIPELINES.find(({ name }) => name === pipeline)?.root;
  const root = resolve((told === undefined ? undefined : env[told]) || ".");
  return (file) => {
    const path = relative(root, resolve(file));
    const elsewhere = path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
    return (elsewhere ? resolve(file) : path).replaceAll("\\", "/");
  };
}

/** Names files absolutely, as Azure's agent wants them (learn.microsoft.com, Logging commands). */
export const absolutePaths: PathOf = (file) => resolve(file);
