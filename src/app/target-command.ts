import { isUtf8 } from "node:buffer";
import { homedir } from "node:os";
import { basename, isAbsolute } from "node:path";
import { diagnosticCodes } from "../base/codes/index.ts";
import { formatDuration } from "../base/duration.ts";
import { Refusal } from "../base/refusal.ts";
import { suggest } from "../base/suggest.ts";
import type { ConfiguredCommand } from "../config/commands.ts";
import { createSource } from "../model/source.ts";
import { printable } from "../report/printable.ts";
import { parsePrintedList } from "../targets/printed-list.ts";
import type { ConfigFile, Configuration } from "./config.ts";
import type { AskSource } from "./dynamic-sources.ts";
import { childEnvironment } from "./environment.ts";
import { type Collected, execCollecting } from "./exec.ts";
import { findProgram } from "./find-program.ts";

/** What a command may print, in bytes. */
const MOST_BYTES = 10 * 1024 * 1024;
/** What is shown of its standard error. */
const SHOWN = { lines: 3, characters: 200 } as const;

/** A command that is in force, and the file that says so. */
export interface NamedCommand extends ConfiguredCommand {
  readonly file: ConfigFile;
}

/** The user's commands, then those of other names of a trusted project. */
export function commandsInForce({ user, project }: Configuration): readonly NamedCommand[] {
  const known = new Map<string, NamedCommand>();
  for (const file of [user, project])
    for (const command of file?.config.commands ?? [])
      if (!known.has(command.name)) known.set(command.name, { ...command, file: file as ConfigFile });
  return [...known.values()];
}

/** Runs the command that an entry names, and reads what it prints. Throws INV370 and INV371. */
export function askCommands(configuration: Configuration): AskSource<"command"> {
  const commands = commandsInForce(configuration);
  return async (entry, { source }) => {
    const command = commands.find(({ name }) => name === entry.name);
    if (command !== undefined) return parsePrintedList(createSource(`command ${command.name}`, await output(command)));
    const near = suggest(
      entry.name,
      commands.map(({ name }) => name),
    );
    const untrusted = configuration.untrusted === null ? diagnosticCodes.INV231.hint : TRUST;
    const hint = near === null ? untrusted : `Did you mean \`${near}\`?`;
    const message = `your configuration has no command \`${entry.name}\``;
    const { from, to } = entry;
    return { selection: null, diagnostics: [{ code: "INV231", severity: "error", source, from, to, message, hint }] };
  };
}

const TRUST =
  "The project's configuration is not trusted, and nothing of it is used: read it, then run `invrun trust`.";

async function output({ name, run, timeoutMs, file }: NamedCommand): Promise<string> {
  const [named = "", ...args] = run;
  const program = await programAt(named);
  if (program === null)
    throw new Refusal("INV370", `${basename(named)}, which the command ${name} runs, is not on PATH.`);
  const collected = await execCollecting(program, args, {
    env: childEnvironment(),
    cwd: file.folder,
    timeoutMs,
    maxBytes: MOST_BYTES,
  });
  const { end, stdout, stderr } = collected;
  const refuse = (what: string) => new Refusal("INV370", `The command ${name} ${what}.${said(stderr)}`);
  if (end === "absent") throw refuse("could not be started");
  if (end === "late") throw refuse(`was ended after ${formatDuration(timeoutMs)}`);
  if (end === "full") throw refuse(`printed more than ${MOST_BYTES / 1024 / 1024} MiB`);
  if (end !== 0) throw new Refusal("INV371", `The command ${name} ended with ${end}.${said(stderr)}`);
  if (!isUtf8(stdout)) throw refuse("printed no text in UTF-8");
  return stdout.toString("utf8").replace(/^\ufeff/, "");
}

/** The last lines of what it wrote to standard error, none of which can pass for more than text. */
function said(stderr: Collected["stderr"]): string {
  const lines = stderr
    .toString("utf8")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(-SHOWN.lines)
    .map((line) => printable(line.slice(0, SHOWN.characters)));
  return lines.length === 0 ? "" : ` It said: ${lines.join(" / ")}`;
}

async function programAt(named: string): Promise<string | null> {
  if (named.startsWith("~/")) return homedir() + named.slice(1);
  return isAbsolute(named) ? named : findProgram(named);
}
