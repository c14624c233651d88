/** A command that a pipeline found in a line of a log. */
export interface ReadCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Commands that GitHub's runner knows, actions/runner, src/Runner.Worker/ActionCommandManager.cs. */
const GITHUB_COMMANDS =
  "add-mask add-matcher add-path debug echo endgroup error group internal-set-repo-path notice remove-matcher save-state set-env set-output stop-commands warning".split(
    " ",
  );

/**
 * What GitHub's runner takes a line for, by the rules of actions/runner, src/Runner.Common/ActionCommand.cs: first
 * TryParseV2, a command at the start of the line, then TryParse, one anywhere in it. Null for an ordinary line.
 */
export function readGithub(line: string): ReadCommand | null {
  const trimmed = line.trimStart();
  const end = trimmed.startsWith("::") ? trimmed.indexOf("::", 2) : -1;
  if (end !== -1) {
    const found = split(trimmed.slice(2, end), ",", GITHUB_PROPERTY);
    if (GITHUB_COMMANDS.includes(found.command))
      return { ...found, text: decoded(trimmed.slice(end + 2), GITHUB_DATA) };
  }
  const old = bracketed(line, "##[");
  if (old === null) return null;
  const found = split(old.head, ";", [["%3B", ";"], ...GITHUB_DATA.slice(0, 2), ["%5D", "]"], ["%25", "%"]]);
  return GITHUB_COMMANDS.includes(found.command) ? { ...found, text: old.rest } : null;
}

/**
 * What Azure's agent takes a line for, by the rules of microsoft/azure-pipelines-agent,
 * src/Microsoft.VisualStudio.Services.Agent/Command.cs, where percent signs are decoded or not. Null for an ordinary line.
 */
export function readAzure(line: string, decodePercents: boolean): ReadCommand | null {
  const found = bracketed(line, "##vso[");
  if (found === null) return null;
  const rows: readonly Row[] = decodePercents ? [...AZURE, ["%AZP25", "%"]] : AZURE;
  const { command, properties } = split(found.head, ";", rows);
  if (command.split(".").filter((part) => part !== "").length !== 2) return null;
  return { command, properties, text: decoded(found.rest, rows) };
}

type Row = readonly [escape: string, character: string];

const GITHUB_DATA: readonly Row[] = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%25", "%"],
];
const GITHUB_PROPERTY: readonly Row[] = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%3A", ":"],
  ["%2C", ","],
  ["%25", "%"],
];
const AZURE: readonly Row[] = [
  ["%3B", ";"],
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%5D", "]"],
];

function bracketed(line: string, prefix: string): { readonly head: string; readonly rest: string } | null {
  const start = line.indexOf(prefix);
  const end = start === -1 ? -1 : line.indexOf("]", start);
  return end === -1 ? null : { head: line.slice(start + prefix.length, end), rest: line.slice(end + 1) };
}

function split(head: string, separator: string, rows: readonly Row[]): Omit<ReadCommand, "text"> {
  const space = head.indexOf(" ");
  if (space === -1) return { command: head, properties: {} };
  const pairs = head
    .slice(space + 1)
    .split(separator)
    .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const)
    .filter(([key, value]) => key !== "" && value !== "");
  const properties = Object.fromEntries(pairs.map(([key, value]) => [key.toLowerCase(), decoded(value, rows)]));
  return { command: head.slice(0, space), properties };
}

function decoded(text: string, rows: readonly Row[]): string {
  return rows.reduce((all, [code, character]) => all.replaceAll(code, character), text);
}
