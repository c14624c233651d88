import type { Annotation, AnnotationLevel } from "./annotation.ts";
import { printable } from "./printable.ts";

/** The pipelines that take annotations from a log. */
export type AnnotationDialect = "github" | "azure";

/** Names a file, which is told as the user named it, in the way in which a pipeline wants it. */
export type PathOf = (file: string) => string;

type Row = readonly [character: string, escape: string];

/**
 * GitHub, from actions/toolkit, packages/core/src/command.ts (`escapeData`, `escapeProperty`), and what undoes it in
 * actions/runner, src/Runner.Common/ActionCommand.cs. A percent sign comes first, so that no escape is escaped again.
 */
const GITHUB_TEXT: readonly Row[] = [
  ["%", "%25"],
  ["\r", "%0D"],
  ["\n", "%0A"],
];
const GITHUB_PROPERTY: readonly Row[] = [...GITHUB_TEXT, [":", "%3A"], [",", "%2C"]];

/**
 * Azure, from microsoft/azure-pipelines-task-lib, node/taskcommand.ts, and what undoes it in
 * microsoft/azure-pipelines-agent, src/Microsoft.VisualStudio.Services.Agent/Command.cs.
 */
const AZURE_TEXT: readonly Row[] = [
  ["\r", "%0D"],
  ["\n", "%0A"],
];
const AZURE_PROPERTY: readonly Row[] = [...AZURE_TEXT, ["]", "%5D"], [";", "%3B"]];

/**
 * What Azure's agent would take for an escape. It puts other percent signs through as they are, and `%AZP25` back into
 * one only where the pipeline sets DECODE_PERCENTS; so no more of them are escaped than must be.
 */
const AZURE_ESCAPES = /%(?=3B|0D|0A|5D|AZP25|VSTS)/g;

/** Azure's `task.logissue` knows no notices. */
const AZURE_TYPES: Readonly<Record<AnnotationLevel, string>> = {
  error: "error",
  warning: "warning",
  notice: "warning",
};

/** Annotations as commands to the pipeline, one line each, without their ends. Nothing in their texts can begin another. */
export function annotationLines(
  annotations: readonly Annotation[],
  { dialect, pathOf }: { readonly dialect: AnnotationDialect; readonly pathOf: PathOf },
): readonly string[] {
  const line = dialect === "github" ? githubLine : azureLine;
  return annotations.map((annotation) => line(annotation, pathOf));
}

function githubLine({ level, code, title, lines, place }: Annotation, pathOf: PathOf): string {
  const property = (text: string) => escaped(printable(text), GITHUB_PROPERTY);
  const head = code === null ? title : `${code} ${title}`;
  const properties = [
    ...(place === null ? [] : [`file=${property(pathOf(place.file))}`, `line=${place.line}`, `col=${place.column}`]),
    `title=${property(head.trim())}`,
  ];
  // An empty message is no annotation to GitHub.
  const text = lines.length === 0 ? [head] : lines;
  return `::${level} ${properties.join(",")}::${escaped(text.map(printable).join("\n"), GITHUB_TEXT)}`;
}

function azureLine({ level, code, title, lines, place }: Annotation, pathOf: PathOf): string {
  const property = (text: string) => escaped(percentless(printable(text)), AZURE_PROPERTY);
  const properties = [
    `type=${AZURE_TYPES[level]}`,
    ...(place === null
      ? []
      : [`sourcepath=${property(pathOf(place.file))}`, `linenumber=${place.line}`, `columnnumber=${place.column}`]),
    ...(code === null ? [] : [`code=${property(code)}`]),
  ];
  // Where a file is named the agent puts the code before the message by itself; elsewhere nothing does.
  const head = place === null && code !== null ? `${code} ${title}` : title;
  const text = [head, ...lines].map((each) => percentless(printable(each))).join("\n");
  return `##vso[task.logissue ${properties.map((each) => `${each};`).join("")}]${escaped(text, AZURE_TEXT)}`;
}

function percentless(text: string): string {
  return text.replace(AZURE_ESCAPES, "%AZP25");
}

function escaped(text: string, rows: readonly Row[]): string {
  return rows.reduce((all, [character, code]) => all.replaceAll(character, code), text);
}
