/** SARIF 2.1.0: OASIS Standard, Static Analysis Results Interchange Format, with Errata 01. Sections are named as its own. */
import { type DiagnosticCode, diagnosticCodes } from "../base/codes/index.ts";
import { sha256 } from "../base/digest.ts";
import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import type { PathOf } from "./annotation-lines.ts";
import { safeJson } from "./json.ts";
import { printable } from "./printable.ts";

/** What a log says of itself. */
export interface SarifOptions {
  readonly version: string;
  readonly pathOf: PathOf;
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/** Under which name paths are relative to the repository's root (3.14.14, 3.4.4). */
const ROOT = "%SRCROOT%";

/** 3.27.10 level. */
const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", hint: "note" };

/** Mistakes in texts as a SARIF log, one run of one tool; each rule and each result on a line of its own. */
export function sarifLog(diagnostics: readonly Diagnostic[], { version, pathOf }: SarifOptions): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const rules = codes.map(ruleOf);
  const nth = createCounter();
  const results = diagnostics.map((diagnostic) => {
    const ruleIndex = codes.indexOf(diagnostic.code);
    return resultOf(diagnostic, { ruleIndex, path: pathOf(diagnostic.source.name), nth });
  });
  const driver = `{"name":"invrun","semanticVersion":${safeJson(version)},"rules":[${rowsOf(rules)}]}`;
  const run = `{"tool":{"driver":${driver}},"columnKind":"utf16CodeUnits","results":[${rowsOf(results)}]}`;
  return `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[${run}]}\n`;
}

function rowsOf(rows: readonly object[]): string {
  return rows.length === 0 ? "" : `\n${rows.map(safeJson).join(",\n")}\n`;
}

/** 3.49 reportingDescriptor. GitHub asks for both descriptions and for the help. */
function ruleOf(code: DiagnosticCode): object {
  const { title, hint } = diagnosticCodes[code];
  const short = `${title.slice(0, 1).toUpperCase()}${title.slice(1)}.`;
  return {
    id: code,
    shortDescription: { text: messageText(short) },
    fullDescription: { text: messageText(`${short} ${hint}`) },
    help: { text: messageText(`${hint}\n\`invrun explain ${code}\` says more.`) },
  };
}

interface Standing {
  readonly ruleIndex: number;
  readonly path: string;
  /** How many results the run has had with this key, with this one. */
  readonly nth: (key: string) => number;
}

/** 3.27 result. */
function resultOf({ source, from, to, severity, code, message, hint }: Diagnostic, standing: Standing): object {
  const { ruleIndex, path, nth } = standing;
  const start = source.place(from);
  const end = source.place(Math.max(from, to));
  const same = [code, path, source.line(start.line).trim()].join("\0");
  // 3.30: the end column is the one behind the last that is meant. Where the whole file is meant there is no end.
  const region = { startLine: start.line, startColumn: start.column };
  const until = to > from ? { endLine: end.line, endColumn: end.column } : {};
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: messageText([`${printable(message)}.`, printable(hint)].filter((text) => text !== "").join(" ")) },
    locations: [{ physicalLocation: { artifactLocation: locationOf(path), region: { ...region, ...until } } }],
    partialFingerprints: { "invrun/v1": sha256(`${same}\0${nth(same)}`) },
  };
}

/** 3.4 artifactLocation: a relative reference below the root, or the URI of a file that lies elsewhere. */
function locationOf(path: string): object {
  const segments = path.replaceAll("\\", "/").split("/");
  if (!isAbsolute(path)) return { uri: segments.map(encoded).join("/"), uriBaseId: ROOT };
  const [drive = "", ...rest] = segments;
  const root = drive === "" ? "" : `/${drive}`;
  return { uri: `file://${[root, ...rest.map(encoded)].join("/")}` };
}

function isAbsolute(path: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path);
}

function encoded(segment: string): string {
  return encodeURIComponent(segment.toWellFormed());
}

/**
 * 3.11.5: a brace in a message is written twice, since one begins a placeholder. 3.11.6: a bracket before a parenthesis
 * would make a link, and a text from a file makes none.
 */
function messageText(text: string): string {
  return text.replace(/[{}]/g, "$&$&").replace(/\](?=\()/g, "] ");
}

function createCounter(): (key: string) => number {
  const seen = new Map<string, number>();
  return (key) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count;
  };
}
