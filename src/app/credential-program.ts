import { homedir } from "node:os";
import { basename, isAbsolute } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { Secret } from "../base/secret.ts";
import { secretOf } from "./credential-text.ts";
import { childEnvironment } from "./environment.ts";
import { execInSecret } from "./exec.ts";
import { findProgram } from "./find-program.ts";

/** A person may have to unlock what the program reads, in milliseconds. */
const ANSWER_MS = 120_000;

/** A program that prints a secret. */
export interface SecretProgram {
  /** The program's name, looked for on PATH, or its whole path; then its arguments. */
  readonly argv: readonly string[];
  /** Where it runs. */
  readonly cwd: string;
  /** For people: whose secret it is. */
  readonly of: string;
}

/**
 * What a program prints: of several lines the first, where `pass` and its like keep the password. It runs without a shell
 * and without the credentials in the environment. Throws INV346, which names the program and nothing that it said.
 */
export async function secretOfProgram({ argv, cwd, of }: SecretProgram): Promise<Secret> {
  const [named = "", ...args] = argv;
  const name = basename(named);
  const refuse = (why: string) => new Refusal("INV346", `${name}, which is to print ${of}, ${why}.`);
  const file = await programAt(named);
  if (file === null) throw refuse("is not to be found on PATH");
  const { code, stdout, stderrBytes } = await execInSecret(file, args, {
    env: childEnvironment(),
    cwd,
    timeoutMs: ANSWER_MS,
  });
  const said = stderrBytes === 0 ? "" : ` and wrote ${stderrBytes} bytes to standard error, which are not shown`;
  if (code === null) throw refuse(`could not be run, took longer than ${ANSWER_MS / 1000} s or printed too much`);
  if (code !== 0) throw refuse(`ended with ${code}${said}`);
  const [first] = secretOf(stdout) ?? [];
  if (first === undefined) throw refuse("printed nothing, or no text in UTF-8");
  return new Secret(first);
}

/** Never from the working directory, where a stranger's repository may have a program of that name. */
async function programAt(named: string): Promise<string | null> {
  if (named.startsWith("~/")) return homedir() + named.slice(1);
  return isAbsolute(named) ? named : findProgram(named);
}
