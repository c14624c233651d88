import type { Fault } from "../base/fault.ts";
import type { Refusal } from "../base/refusal.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Plan } from "../model/plan.ts";
import { annotateDiagnostics } from "../report/annotate-diagnostics.ts";
import { annotateRun } from "../report/annotate-run.ts";
import { type Annotation, fewAnnotations } from "../report/annotation.ts";
import { type AnnotationDialect, annotationLines } from "../report/annotation-lines.ts";
import type { Applied } from "./carry-out.ts";
import { absolutePaths, annotationsOff, pipelineOf, repositoryPaths } from "./pipeline.ts";
import { say } from "./say.ts";

/** Annotations as lines of a dialect, in which files are named as that pipeline wants them. */
export function annotationText(annotations: readonly Annotation[], dialect: AnnotationDialect): string {
  const pathOf = dialect === "azure" ? absolutePaths : repositoryPaths();
  return annotationLines(annotations, { dialect, pathOf })
    .map((line) => `${line}\n`)
    .join("");
}

/** Annotates the job with mistakes in texts, where a pipeline is found that takes annotations and `wanted`. */
export function annotateMistakes(diagnostics: readonly Diagnostic[], wanted: boolean): void {
  if (wanted) annotate(() => annotateDiagnostics(diagnostics), "The log has them all.");
}

/** Annotates the job with how a run ended, where a pipeline is found that takes annotations and `wanted`. */
export function annotateEnd({ summary, exitCode }: Applied, plan: Plan, wanted: boolean): void {
  if (wanted) annotate(() => annotateRun(summary, { plan, exitCode }), "The closing summary in the log has them all.");
}

/** Annotates the job with why a command did not start, where a pipeline is found that takes annotations and `wanted`. */
export function annotateRefusal({ code, message, hint }: Fault | Refusal, wanted: boolean): void {
  const refusal: Annotation = { level: "error", code, title: message, lines: [hint], place: null };
  if (wanted) annotate(() => [refusal], "");
}

/**
 * On standard error, which GitHub's runner and Azure's tasks read like standard output; GitLab knows no such lines. At
 * most ten of each level, since what follows would be dropped unseen; `elsewhere` says where the rest is told.
 */
function annotate(annotations: () => readonly Annotation[], elsewhere: string): void {
  const pipeline = pipelineOf();
  if (pipeline === null || pipeline === "gitlab" || annotationsOff()) return;
  const text = annotationText(fewAnnotations(annotations(), elsewhere), pipeline);
  if (text !== "") say(text.trimEnd());
}
