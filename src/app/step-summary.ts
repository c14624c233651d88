import { appendFile, stat } from "node:fs/promises";
import { markdown } from "../report/markdown.ts";
import { environment } from "./environment.ts";
import { annotationsOff, pipelineOf } from "./pipeline.ts";
import { readReport } from "./read-report.ts";
import { say } from "./say.ts";

/** What GitHub takes of one step, in bytes (docs.github.com, Workflow commands, Step isolation and limits). */
const MOST_BYTES = 1024 * 1024;

/**
 * Puts the report of a run, from its folder, onto the page of GitHub's job, where there is one and `wanted`. Whatever
 * goes wrong is said and changes nothing of what the run came to.
 */
export async function appendStepSummary(folder: string, wanted: boolean): Promise<void> {
  const path = environment.GITHUB_STEP_SUMMARY ?? "";
  if (!wanted || path === "" || pipelineOf() !== "github" || annotationsOff()) return;
  try {
    const text = [...markdown(await readReport(folder)), "\n"].join("");
    const before = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    // A step whose page is too large has none at all.
    if (before + Buffer.byteLength(text) > MOST_BYTES)
      say("The job's page has no room left for the report of this run.");
    else await appendFile(path, text);
  } catch {
    say("The report of this run could not be put onto the job's page; `invrun report` makes it from its journal.");
  }
}
