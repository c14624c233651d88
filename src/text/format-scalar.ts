import { CST, parse } from "yaml";

/**
 * The lines of a plain or quoted scalar. Line ends within it fold into spaces whatever the columns, so each line may
 * be moved (YAML 1.2.2, 6.5). Simple single quotes become double ones.
 */
export function scalarLines(token: CST.FlowScalar): readonly string[] {
  const [first = "", ...rest] = token.source.split("\n");
  if (rest.length === 0) return [token.type === "single-quoted-scalar" ? doubleQuoted(first) : first];
  // A blank behind a backslash is written out, and so part of the text.
  const ended = (line: string) => line.replace(/(?<!\\)[ \t]+$/, "");
  const begun = (line: string) => line.replace(/^[ \t]+/, "");
  return [ended(first), ...rest.slice(0, -1).map((line) => ended(begun(line))), begun(rest.at(-1) as string)];
}

/** The same on a single line. */
export function scalarLine(token: CST.FlowScalar): string {
  const lines = scalarLines(token);
  if (lines.length === 1) return lines[0] as string;
  if (token.type === "scalar" && !lines.includes("")) return lines.join(" ");
  return JSON.stringify(textOf(token));
}

/** A key, on a single line. */
export function keyText(token: CST.Token): string {
  return token.type === "block-scalar" ? JSON.stringify(textOf(token)) : scalarLine(token as CST.FlowScalar);
}

/** Plain words that are texts in YAML 1.2 and something else to readers of YAML 1.1: `no`, `2026-01-02`, `22:00`. */
export function isTextInYaml12Alone(source: string): boolean {
  if (!/^(?:[-+.\d][\w.:+ -]*|y|n|yes|no|on|off)$/i.test(source) || /^(?:---|\.\.\.)/.test(source)) return false;
  const isText = (version: "1.1" | "1.2") => typeof parse(source, { version, logLevel: "error" }) === "string";
  return isText("1.2") && !isText("1.1");
}

/** A block of text (`|` or `>`): its header, and its lines at another indent. */
export interface TextBlock {
  readonly header: string;
  readonly lines: readonly string[];
  /** Empty lines followed that are not part of the text. */
  readonly followedByBlank: boolean;
}

/** Moves a block of text to the indent given. An indentation indicator, where there is one, becomes 2. */
export function textBlock(token: CST.BlockScalar, indent: number): TextBlock {
  const mark = token.props.find(({ type }) => type === "block-scalar-header") as CST.SourceToken;
  const [, style = "|", marks = ""] = /^([|>])(.*)$/.exec(mark.source) ?? [];
  const chomp = /[+-]/.exec(marks)?.[0] ?? "";
  const header = `${style}${/[1-9]/.test(marks) ? "2" : ""}${chomp}`;
  const value = textOf(token);
  // A block without a word is told by its value alone: how far it is indented, nobody can see.
  const written = linesOf(token.source);
  const wordless = value.trim() === "";
  const body = wordless ? linesOf(value) : written;
  const own = wordless ? 0 : ownIndent(body, value);
  const lines = body.map((line) => {
    const kept = line.slice(Math.min(own, /^ */.exec(line)?.[0].length ?? 0));
    return kept === "" ? "" : `${" ".repeat(indent)}${kept}`;
  });
  // Indentation at the end of a text that ends without a line end is no line.
  if (!wordless && lines.at(-1) === "" && !token.source.endsWith("\n")) lines.pop();
  const end = chomp === "+" ? lines.length : lines.findLastIndex((line) => line !== "") + 1;
  return { header, lines: lines.slice(0, end), followedByBlank: end < written.length };
}

function linesOf(text: string): readonly string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

/** By how many spaces the lines of a block are indented: those of its first words that its value has not. */
function ownIndent(lines: readonly string[], value: string): number {
  const blanks = (all: readonly string[]) => /^ */.exec(all.find((line) => line.trim() !== "") ?? "")?.[0].length ?? 0;
  return blanks(lines) - blanks(value.split("\n"));
}

function textOf(token: CST.Token): string {
  return CST.resolveAsScalar(token as CST.FlowScalar | CST.BlockScalar).value;
}

function doubleQuoted(source: string): string {
  const text = source.slice(1, -1);
  return /["'\\]/.test(text) ? source : `"${text}"`;
}
