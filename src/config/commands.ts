import { MAX_DURATION_MS, parseDuration } from "../base/duration.ts";
import type { Span } from "../model/selection.ts";
import { type Document, isMap, spotAt, valueAt } from "../text/document.ts";
import type { Findings } from "../text/findings.ts";
import { child } from "../text/pointer.ts";
import { dependsOnFolder } from "./programs.ts";

/** A program that prints computers. */
export interface ConfiguredCommand {
  readonly name: string;
  /** The program, then its arguments. */
  readonly run: readonly string[];
  readonly timeoutMs: number;
  /** Where its name stands. */
  readonly at: Span;
}

/** The form of names in lists of targets. */
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
const USUAL_MS = 60_000;

/** What no schema says of commands. */
export function checkTargetCommands(document: Document, findings: Findings): void {
  for (const [name, pointer, command] of commandsOf(document)) {
    if (!NAME.test(name)) {
      const message = "a command's name is made of letters, digits and hyphens, and begins with a letter";
      findings.add({ code: "INV230", pointer, part: "key", message });
    }
    const [program] = Array.isArray(command.run) ? command.run : [];
    if (program === "")
      findings.add({ code: "INV126", pointer: `${pointer}/run/0`, part: "value", message: "the program has no name" });
    else if (typeof program === "string" && dependsOnFolder(program)) {
      const message = "the program is named by a path that depends on the working directory";
      findings.add({ code: "INV189", pointer: `${pointer}/run/0`, part: "value", message });
    }
    const ms = typeof command.timeout === "string" ? parseDuration(command.timeout) : null;
    if (ms !== null && (ms === 0 || ms > MAX_DURATION_MS))
      findings.add({
        code: "INV124",
        pointer: `${pointer}/timeout`,
        part: "value",
        message: "`timeout` must leave some time, and end",
      });
  }
}

/** The commands of a document in which no mistake was found, in its order. */
export function readTargetCommands(document: Document): readonly ConfiguredCommand[] {
  return commandsOf(document).map(([name, pointer, { run, timeout }]) => {
    const { spot } = spotAt(document, pointer);
    const timeoutMs = (typeof timeout === "string" ? parseDuration(timeout) : null) ?? USUAL_MS;
    return { name, run: run as readonly string[], timeoutMs, at: spot.key ?? spot.value };
  });
}

function commandsOf(document: Document) {
  const written = valueAt(document, "/commands");
  return Object.entries(isMap(written) ? written : {}).flatMap(([name, command]) =>
    isMap(command) ? [[name, child("/commands", name), command] as const] : [],
  );
}
