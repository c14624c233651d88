import { parseAllDocuments, type Range, type Document as Tree, visit, type YAMLError } from "yaml";
import { type DiagnosticCode, diagnosticCodes } from "../base/codes/index.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Source } from "../model/source.ts";
import type { Document } from "./document.ts";
import { applyEdits, type Edit, type EditedText } from "./edits.ts";
import { exceedsDepth } from "./limits.ts";
import { findSlip } from "./slips.ts";
import { syntaxMessage } from "./syntax.ts";
import { walk } from "./walk.ts";

/** What came of a text. `document` is null where nothing in it could be read. */
export interface Reading {
  readonly document: Document | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** How often a text is read again after a mended slip; a long text less often, since each reading costs. */
const READINGS = { short: 60, long: 4, longFrom: 200_000 } as const;

/** A text with more errors than this is not mended: each reading finds them all again. */
const MOST_ERRORS = 300;

/**
 * Reads a text as one YAML 1.2 document of the core schema, without anchors, aliases, tags, merge keys and duplicate
 * keys. Slips whose cause is known are reported and mended in thought, so that the rest is checked all the same;
 * after any other error only what stands before it is.
 */
export function readYaml(source: Source): Reading {
  const diagnostics: Diagnostic[] = [];
  const report = (code: DiagnosticCode, from: number, to: number, message: string, hint?: string) => {
    const remedy = hint ?? diagnosticCodes[code].hint;
    diagnostics.push({ code, severity: "error", source, from, to, message, hint: remedy });
  };
  const nothing = (): Reading => ({ document: null, diagnostics });
  if (exceedsDepth(source.text)) {
    report("INV104", 0, 0, "the text is nested deeper than any runbook");
    return nothing();
  }
  const alone = loneReturn(source.text);
  if (alone !== null) {
    report("INV110", alone, alone + 1, "a carriage return stands here alone", "End lines with LF or with CRLF.");
    return nothing();
  }
  const { edited, trees, lost } = readMending(source, report);
  if (lost === "deep") {
    report("INV104", 0, 0, "the text is nested deeper than any runbook");
    return nothing();
  }
  const [first, second] = trees;
  if (first?.contents == null && second === undefined) {
    const what = source.text.trim() === "" ? "is empty" : "holds nothing but comments";
    if (lost === null) report("INV103", 0, 0, `\`${source.name}\` ${what}`);
    return nothing();
  }
  if (second !== undefined && lost === null) {
    const at = edited.original(second.range[0]);
    const from = Math.max(0, source.text.lastIndexOf("---", at));
    report("INV116", from, from + 3, "a second document begins here");
  }
  const soundTo = lost ?? source.text.length;
  const tree = first as Tree.Parsed;
  return { document: walk({ tree, source, edited, report, soundTo }), diagnostics };
}

/**
 * Where a CR stands without an LF behind it, or null. To YAML it ends a line (YAML 1.2.2, 5.4), to its reader it is part
 * of a word, and to a person it cannot be seen.
 */
export function loneReturn(text: string): number | null {
  return /\r(?!\n)/.exec(text)?.index ?? null;
}

type Report = (code: DiagnosticCode, from: number, to: number, message: string, hint?: string) => void;

interface MendedReading {
  readonly edited: EditedText;
  readonly trees: readonly Tree.Parsed[];
  /** The offset from which on YAML lost its way; null where it did not; `deep` where it gave up. */
  readonly lost: number | null | "deep";
}

/** Reads, mends the first slip, and reads again, until there is no error or one without a known cause. */
function readMending(source: Source, report: Report): MendedReading {
  const edits: Edit[] = [];
  const tolerated = new Set<number>();
  const readings = source.text.length < READINGS.longFrom ? READINGS.short : READINGS.long;
  for (let reading = 1; ; reading += 1) {
    const edited = applyEdits(source.text, edits);
    const trees = parse(edited.text);
    if (trees === null) return { edited, trees: [], lost: "deep" };
    const errors = trees.flatMap((tree) => tree.errors);
    if (errors.some((error) => error.code === "RESOURCE_EXHAUSTION")) return { edited, trees, lost: "deep" };
    for (const error of errors) reportHarmless(error, edited, { report, tolerated });
    const error = errors.find(({ code }) => !HARMLESS.has(code));
    if (error === undefined) return { edited, trees, lost: null };
    const from = edited.original(error.pos[0]);
    const slip = reading < readings && errors.length <= MOST_ERRORS ? findSlip(source, from, edits) : null;
    if (slip === null) return { edited, trees, lost: reportLost(error, { source, trees, edited, report }) };
    report(slip.code, slip.from, slip.to, slip.message, slip.hint);
    edits.push(...slip.edits);
  }
}

interface Lost {
  readonly source: Source;
  readonly trees: readonly Tree.Parsed[];
  readonly edited: EditedText;
  readonly report: Report;
}

/** Reports an error that is not mended, and says from which offset on nothing can be believed. */
function reportLost(error: YAMLError, { source, trees, edited, report }: Lost): number {
  const { code, message, hint, opening } = syntaxMessage(error.code, error.message);
  const opened = opening === undefined ? null : lastOpening(trees, opening, error.pos[0]);
  let from = edited.original(opened ?? error.pos[0]);
  let to = opened === null ? edited.original(error.pos[1]) : from + 1;
  const blanks = /^ *(?=\S)/.exec(source.text.slice(from))?.[0].length ?? 0;
  from += blanks;
  to = Math.max(to, from + 1);
  report(code, from, to, message, hint);
  return source.offset(source.place(from).line);
}

/** Where the last quoted text, or the last flow list or map, begins before an offset. */
function lastOpening(trees: readonly Tree.Parsed[], what: "quote" | "bracket", before: number): number | null {
  let last: number | null = null;
  const take = (node: { readonly range?: Range | null | undefined }) => {
    const from = node.range?.[0];
    if (from !== undefined && from < before && (last === null || from > last)) last = from;
  };
  for (const tree of trees)
    visit(tree, {
      Scalar: (_, node) => (what === "quote" && node.type?.startsWith("QUOTE_") === true ? take(node) : undefined),
      Collection: (_, node) => (what === "bracket" && node.flow === true ? take(node) : undefined),
    });
  return last;
}

/** Errors after which the rest of the tree can be trusted. */
const HARMLESS: ReadonlySet<string> = new Set(["BAD_SCALAR_START", "BAD_DQ_ESCAPE", "TAG_RESOLVE_FAILED"]);

function reportHarmless(
  error: YAMLError,
  edited: EditedText,
  { report, tolerated }: { readonly report: Report; readonly tolerated: Set<number> },
): void {
  const from = edited.original(error.pos[0]);
  // An unresolved tag is reported with all others, when the tree is walked.
  if (!HARMLESS.has(error.code) || error.code === "TAG_RESOLVE_FAILED" || tolerated.has(from)) return;
  tolerated.add(from);
  const { code, message, hint } = syntaxMessage(error.code, error.message);
  report(code, from, edited.original(error.pos[1]), message, hint);
}

/**
 * The trees of a text; null where it is nested so deep that its reader, which recurses, comes to the end of the stack:
 * `a: a: a: …` on one line does it, before that is found to be wrong.
 */
function parse(text: string): readonly Tree.Parsed[] | null {
  // A quote with a backslash before it, as the very last character, is taken for the end of a quoted text.
  const ended = text.endsWith('\\"') ? `${text}\n` : text;
  try {
    const trees = parseAllDocuments(ended, {
      version: "1.2",
      schema: "core",
      merge: false,
      strict: true,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "error",
    });
    return Array.isArray(trees) ? trees : [];
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
