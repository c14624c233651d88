import { compareDiagnostics, type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { Runbook, Selection } from "../model/runbook.ts";
import type { TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import { countDiagnostics, diagnosticRecord, renderDiagnostics } from "../report/diagnostics.ts";
import { parseRunbook } from "../runbook/parse.ts";
import { stepKinds } from "../steps/index.ts";
import { parseTargets } from "../targets/parse.ts";
import { select } from "../targets/select.ts";
import { readText } from "./read-text.ts";

/** A runbook with its targets, or why there is none. */
export interface CheckedRunbook {
  /** Null where there was an error in any of the files. */
  readonly runbook: Runbook | null;
  readonly selection: Selection;
  /** A list of targets was named, in the runbook or in its stead. */
  readonly targetsNamed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks the text of a runbook, and of a list that stands in for its targets. Contacts nobody, resolves no secret. */
export function checkRunbook(source: Source, targets: Source | null = null): CheckedRunbook {
  const parsed = parseRunbook(source, stepKinds);
  const list = targets === null ? null : parseTargets(targets);
  return check(
    parsed.runbook,
    [parsed.selection, list?.selection ?? null],
    [...parsed.diagnostics, ...(list?.diagnostics ?? [])],
  );
}

function check(
  runbook: Runbook | null,
  [own, replacedBy]: readonly [TargetSelection | null, TargetSelection | null],
  parsed: readonly Diagnostic[],
): CheckedRunbook {
  const { targets, excluded, diagnostics: selected } = select(own, { replacedBy });
  const diagnostics = [...parsed, ...selected].sort(compareDiagnostics);
  const targetsNamed = replacedBy !== null || (own?.hosts.length ?? 0) > 0;
  return {
    runbook: hasErrors(diagnostics) ? null : runbook,
    selection: { targets, excluded },
    targetsNamed,
    diagnostics,
  };
}

/** Reads and checks a runbook's file, and the file of `--targets`. */
export async function loadRunbook(path: string, targetsPath: string | null = null): Promise<CheckedRunbook> {
  const [text, list] = await Promise.all([readText(path), targetsPath === null ? null : readText(targetsPath)]);
  const unread = [...text.diagnostics, ...(list?.diagnostics ?? [])];
  if (text.source !== null && unread.length === 0) return checkRunbook(text.source, list?.source ?? null);
  const rest = text.source === null ? [] : checkRunbook(text.source).diagnostics;
  return {
    runbook: null,
    selection: { targets: [], excluded: [] },
    targetsNamed: false,
    diagnostics: [...unread, ...rest].sort(compareDiagnostics),
  };
}

/** What is wrong with some files. */
export interface Validation {
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks files, each by itself: runbooks, and lists of targets, which are told by their `hosts` at the margin. */
export async function validateFiles(paths: readonly string[]): Promise<Validation> {
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const { source, diagnostics: unread } = await readText(path);
    diagnostics.push(...unread, ...(source === null ? [] : checkText(source)));
  }
  return { files: paths.length, diagnostics };
}

/** What is wrong with one text. */
export function checkText(source: Source): readonly Diagnostic[] {
  if (!isTargetsFile(source)) return checkRunbook(source).diagnostics;
  const { selection, diagnostics } = parseTargets(source);
  return [...diagnostics, ...select(selection).diagnostics].sort(compareDiagnostics);
}

function isTargetsFile({ text }: Source): boolean {
  return /^hosts:/m.test(text) && !/^(?:name|steps|targets):/m.test(text);
}

/** `validate --json`. */
export function validationJson({ diagnostics }: Validation): string {
  return JSON.stringify({ diagnostics: diagnostics.map(diagnosticRecord) }, null, 2);
}

/** `validate` for people: the mistakes, and below them how many there are. */
export function validationText({ files, diagnostics }: Validation, color: boolean): string {
  const count = countDiagnostics(files, diagnostics);
  return diagnostics.length === 0 ? `${count}\n` : `${renderDiagnostics(diagnostics, { color })}\n${count}\n`;
}
