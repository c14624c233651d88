import { formatDuration } from "../base/duration.ts";
import { safeJson } from "../report/json.ts";
import { guardLine, printable } from "../report/printable.ts";
import type { CommandView, ConfigView, CredentialView, DirectoryView } from "./config-view.ts";
import { say } from "./say.ts";

/** Prints what is in force on standard output. */
export function showConfig(view: ConfigView, json: boolean): void {
  if (json) return void process.stdout.write(`${safeJson({ format: 1, kind: "configuration", ...view })}\n`);
  const { site, directory } = view;
  const asked = site === null ? [] : ["", `The site is asked at ${site.service}, says ${site.file}.`];
  const sources = [...asked, ...directoryLines(directory), ...commandLines(view.commands)];
  const lines = [...files(view), "", ...policy(view), ...sources, "", ...credentials(view.credentials)];
  process.stdout.write(lines.map((line) => `${guardLine(printable(line))}\n`).join(""));
}

function files({ user, project }: ConfigView): readonly string[] {
  const own = user.path === null ? "no place: you have no home directory" : user.path;
  const trusted = project?.trusted === true ? "trusted" : "not trusted: nothing of it is used";
  return [
    `Yours    ${own}${user.present || user.path === null ? "" : " (there is none)"}`,
    `Project  ${project === null ? "none in this directory" : `${project.path}, ${trusted}`}`,
  ];
}

function policy({ policy: { planAbove, changeRequired } }: ConfigView): readonly string[] {
  return [
    planAbove === null
      ? "A runbook is applied to any number of targets."
      : `On more than ${planAbove.toLocaleString("en")} targets only a saved plan is applied.`,
    changeRequired ? "Each run needs the number of a change." : "No change number is needed.",
  ];
}

function directoryLines(directory: DirectoryView | null): readonly string[] {
  if (directory === null) return [];
  const { url, base, credential, file } = directory;
  return ["", `Computers are listed by ${url}, below ${base}, with the credential ${credential}, says ${file}.`];
}

function commandLines(all: readonly CommandView[]): readonly string[] {
  return all.flatMap(({ name, program, timeoutMs, file }) => [
    "",
    `command ${name}`,
    `  runs           ${program}, for ${formatDuration(timeoutMs)} at most`,
    `  said by        ${file}`,
  ]);
}

function credentials(all: readonly CredentialView[]): readonly string[] {
  if (all.length === 0) return ["No credential is configured, and none stands in the environment."];
  return all.flatMap((credential) => {
    const { name, from, file, kind, username, secret } = credential;
    const account = [username, kind, secret === null ? null : `from ${secret}`].filter((part) => part !== null);
    const whence = from === "environment" ? "the environment" : file;
    return [
      name === "" ? "the unnamed credential" : `credential ${name}`,
      `  logs on with   ${account.join(", ")}`,
      `  may go to      ${reach(credential)}`,
      `  said by        ${whence}${from === "environment" && file !== null ? `, before ${file}` : ""}`,
    ];
  });
}

function reach({ for: patterns, from }: CredentialView): string {
  if (patterns !== null) return patterns.join(", ");
  return from === "environment" ? "the targets that you name" : "no target: it has no `for`";
}

/** Says that a file that was checked is right. */
export function sayRight(path: string): void {
  say(guardLine(`${printable(path)}: no mistakes`));
}
