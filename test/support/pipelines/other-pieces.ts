/** GitLab CI/CD: docs.gitlab.com/ci/yaml. Jenkins: jenkins.io/doc/book/pipeline/syntax. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expectKeys, mapAt, type NodeMap, textsOf } from "./page.ts";
import { type Given, type Pieces, pieceOf, textOf } from "./pieces.ts";
import type { Job, Step } from "./shop.ts";

const KEYS = "stage rules script artifacts environment resource_group timeout variables".split(" ");

/** ci/gitlab.yml, included. */
export function gitlabPieces({ change, username, password }: Given): Pieces {
  const piece = pieceOf("ci/gitlab.yml");
  const project = { CHANGE: change, INVRUN_USERNAME: username, INVRUN_PASSWORD: password };
  const jobOf = (name: string, env: Readonly<Record<string, string>> = {}): Job => {
    const job = mapAt(piece, name);
    expectKeys(job, KEYS);
    const { paths = [], reports = {} } = mapAt(job, "artifacts");
    const { codequality } = reports as NodeMap;
    const given = [...(paths as readonly string[]), ...(codequality === undefined ? [] : [String(codequality)])];
    const steps: readonly Step[] = [
      { checkout: true },
      { take: /^of-invrun-plan$/, into: () => ".", optional: true },
      { run: (job.script as readonly string[]).join("\n") },
      { give: `of-${name}`, paths: given, content: false },
    ];
    const own = { ...textsOf(piece.variables), ...textsOf(job.variables), ...project, ...env };
    return { steps, env: (workspace) => ({ CI: "true", GITLAB_CI: "true", CI_PROJECT_DIR: workspace, ...own }) };
  };
  return {
    validate: jobOf("invrun-validate"),
    plan: jobOf("invrun-plan"),
    digestOf: async ({ workspace }) =>
      /^DIGEST=(.*)$/m.exec(await readFile(join(workspace, "plan.env"), "utf8"))?.[1] ?? "",
    apply: (digest) => jobOf("invrun-apply", { DIGEST: digest }),
    kept: /^of-invrun-apply$/,
  };
}

/** The steps of ci/Jenkinsfile that stand in a stage: what is run, archived and taken from another stage. */
const JENKINS_STEP =
  /\bsh '''([^']+)'''|\bsh '([^']+)'|\bunstash '(\w+)'|\bstash name: '(\w+)', includes: '([\w.]+)'|\barchiveArtifacts artifacts: '([\w.-]+)(?:\/\*\*)?'/g;

/** ci/Jenkinsfile. */
export function jenkinsPieces({ change, username, password }: Given): Pieces {
  const text = textOf("ci/Jenkinsfile");
  const jobOf = (stage: string, env: Readonly<Record<string, string>> = {}): Job => {
    const from = text.indexOf(`stage('${stage}')`);
    const to = text.indexOf("stage('", from + 1);
    const found = [...text.slice(from, to === -1 ? undefined : to).matchAll(JENKINS_STEP)];
    const steps = found.map(([, lines, line, taken, stashed, included, archived]): Step => {
      // Groovy reads a backslash in its texts before the shell does.
      const run = (lines ?? line)?.replaceAll("\\\\", "\\");
      if (run !== undefined) return { run };
      if (taken !== undefined) return { take: new RegExp(`^stash-${taken}$`), into: () => "." };
      if (stashed !== undefined) return { give: `stash-${stashed}`, paths: [included as string], content: false };
      return { give: `archive-${stage}`, paths: [archived as string], content: false };
    });
    const own = { RUNBOOK: "runbooks/full-inventory.yml", CHANGE: change, ...env };
    return { steps: [{ checkout: true }, ...steps], env: () => ({ JENKINS_URL: "http://127.0.0.1/", ...own }) };
  };
  return {
    validate: jobOf("validate"),
    plan: jobOf("plan"),
    // A person reads it in the log.
    digestOf: async ({ stdout }) => /\b(?:[0-9a-z]{4}-){3}[0-9a-z]{4}\b/.exec(stdout)?.[0] ?? "",
    apply: (digest) => jobOf("apply", { DIGEST: digest, INVRUN_USERNAME: username, INVRUN_PASSWORD: password }),
    kept: /^archive-apply$/,
  };
}
