import { Config } from "@oclif/core/config";
import { CLIError, ExitError, ModuleLoadError } from "@oclif/core/errors";
import { run } from "@oclif/core/run";
import { settings } from "@oclif/core/settings";
import { suggest } from "./base/suggest.ts";

const USAGE = 2;
const BUG = 70;

/**
 * Runs one command line. Ends by setting the exit code and letting the process run dry, so that pipes are emptied.
 * A wrong command line gives 2; whatever nobody expected is left to surface as an uncaught error, which `watch` turns
 * into 70.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const program = { version: "of unknown version" };
  watch(program);
  // Compiled code runs, whatever NODE_ENV says: oclif would look for TypeScript under "test" and "development".
  settings.enableAutoTranspile = false;
  const config = await Config.load({ root: import.meta.dirname ?? "." });
  program.version = config.version;

  const words = argv[0] === "help" ? [...argv.slice(1), "--help"] : [...argv];
  const command = words[0];
  if (command !== undefined && !command.startsWith("-") && config.findCommand(command) === undefined) {
    return refuse(
      `there is no command "${command}".`,
      nearest(command, config.commandIDs, "invrun --help lists them."),
    );
  }
  try {
    await run(words, config);
  } catch (error) {
    if (error instanceof ExitError) process.exitCode = error.oclif.exit;
    else if (error instanceof CLIError && !(error instanceof ModuleLoadError)) explain(error, words);
    else throw error;
  }
}

/** Says what was wrong with the command line, with the nearest right word. */
function explain(error: CLIError, words: readonly string[]): void {
  const help = `invrun ${words[0] ?? ""} --help lists what it takes.`;
  const { flags, parse } = error as { flags?: unknown; parse?: { input?: { flags?: object } } };
  const known = Object.keys(parse?.input?.flags ?? {}).map((name) => `--${name}`);
  if (Array.isArray(flags) && known.length > 0) {
    for (const flag of flags) refuse(`${words[0]} has no flag ${flag}.`, nearest(String(flag), known, help));
    return;
  }
  const message = error.message.replace(/\nSee more help with --help$/, "").replace(/^Parsing (\S+)\s+E/, "$1: e");
  const exitCode = error.oclif.exit ?? USAGE;
  refuse(message, error.suggestions?.join("\n  ") ?? (exitCode === USAGE ? help : ""), exitCode);
}

function nearest(word: string, words: readonly string[], otherwise: string): string {
  const near = suggest(word, words);
  return near === null ? otherwise : `Did you mean ${near}?`;
}

function refuse(message: string, hint: string, exitCode = USAGE): void {
  process.stderr.write(`invrun: ${message}\n${hint === "" ? "" : `  ${hint}\n`}`);
  process.exitCode = exitCode;
}

/**
 * An error that nobody caught is our own bug. Node prints its stack and ends; this adds what to do about it, and the
 * exit code. A reader that closed its end of a pipe is no error of ours.
 */
function watch(program: { readonly version: string }): void {
  process.on("uncaughtExceptionMonitor", () => {
    process.stderr.write(
      `invrun ${program.version} met an error it did not expect. That is a bug of invrun: please report it, with the command line and what follows.\n`,
    );
    process.once("exit", () => {
      process.exitCode = BUG;
    });
  });
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}
