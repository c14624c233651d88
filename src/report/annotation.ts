/** How much an annotation weighs, in the words of GitHub. */
export type AnnotationLevel = "error" | "warning" | "notice";

/** Where an annotation belongs. */
export interface AnnotationPlace {
  /** As the user named it: relative to the working directory. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Something that a pipeline shows beside the code, or at the head of a job. Its texts are still as they came in. */
export interface Annotation {
  readonly level: AnnotationLevel;
  /** The code it is looked up by, or null. */
  readonly code: string | null;
  readonly title: string;
  /** Sentences; each stands on a line of its own. */
  readonly lines: readonly string[];
  /** Null where no line of a file is meant. */
  readonly place: AnnotationPlace | null;
}

/**
 * How many annotations of a level a step should have. GitHub takes ten a step and drops what follows without a word
 * (actions/toolkit, docs/problem-matchers.md, Limitations; fifty a job).
 */
export const MOST_ANNOTATIONS = 10;

/** At most ten of each level, the last of which says how many more there are. */
export function fewAnnotations(annotations: readonly Annotation[], elsewhere: string): readonly Annotation[] {
  return (["error", "warning", "notice"] as const).flatMap((level) => {
    const all = annotations.filter((annotation) => annotation.level === level);
    if (all.length <= MOST_ANNOTATIONS) return all;
    const shown = all.slice(0, MOST_ANNOTATIONS - 1);
    const title = `and ${all.length - shown.length} more`;
    return [...shown, { level, code: null, title, lines: [elsewhere], place: null }];
  });
}
