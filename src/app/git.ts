/**
 * What git says of a file, asked so that the repository it lies in cannot run anything: a folder that somebody sent may
 * hold a .git with a configuration of its own. Only names are asked for (git-rev-parse); no command is used that reads
 * the working tree, since those run what core.fsmonitor, filters and hooks name (git-config), and nothing is fetched.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Authorship } from "../model/plan.ts";
import { childEnvironment } from "./environment.ts";
import { type Executed, exec } from "./exec.ts";
import { findProgram } from "./find-program.ts";

/** A repository on a slow share answers late; without an answer the plan does without. */
const ANSWER_MS = 10_000;

/** Neither the repository's configuration nor its own kind may lead elsewhere. */
const HARMLESS = [
  "--no-pager",
  "--no-replace-objects",
  ...["core.fsmonitor=", "core.hooksPath=", "safe.bareRepository=explicit", "protocol.allow=never"].flatMap(
    (setting) => ["-c", setting],
  ),
] as const;

/** Objects that a partial clone lacks are not fetched: from where would be the repository's choice. */
const ALONE = { GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "none", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" };

/**
 * The commit of the repository that the first file lies in, and whether one of the files differs from what it holds.
 * Files of other places are passed over. Null where there is no git, no repository or no commit.
 */
export async function gitStateOf(files: readonly string[]): Promise<Authorship["git"]> {
  const program = await findProgram("git");
  const [first] = files;
  if (program === null || first === undefined) return null;
  const ask = (file: string, ...names: readonly string[]) =>
    exec(program, [...HARMLESS, "rev-parse", ...names], {
      cwd: dirname(file),
      env: { ...childEnvironment(), ...ALONE },
      timeoutMs: ANSWER_MS,
    });
  const [top, commit] = linesOf(await ask(first, "--show-toplevel", "--verify", "HEAD^{commit}"));
  if (top === undefined || commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) return null;
  let dirty = false;
  for (const file of files) {
    const [where, blob] = linesOf(await ask(file, "--show-toplevel", `HEAD:./${basename(file)}`));
    if (where === top && !(await isBlob(file, blob ?? ""))) dirty = true;
  }
  return { commit, dirty };
}

function linesOf(answer: Executed | null): readonly string[] {
  return answer?.stdout.split("\n").filter((line) => line !== "") ?? [];
}

/** Whether a file is the blob of this id, with the line ends it has or with LF as git stores them (gitformat-pack). */
async function isBlob(file: string, id: string): Promise<boolean> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return false;
  const withLf = Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
  return [bytes, withLf].some((content) => blobId(content, id.length) === id);
}

/** SHA-1, or SHA-256 in repositories of that kind, over `blob`, the length in bytes, a zero, and the content. */
function blobId(content: Buffer, digits: number): string {
  return createHash(digits === 64 ? "sha256" : "sha1")
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest("hex");
}
