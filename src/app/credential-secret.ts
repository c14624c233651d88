import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { Secret } from "../base/secret.ts";
import type { SecretSource } from "../config/credentials.ts";
import { readPrivateFile } from "./credential-file.ts";
import { secretOfKeyStore } from "./credential-key-store.ts";
import { secretOfProgram } from "./credential-program.ts";
import { secretOf } from "./credential-text.ts";
import { type KeyTerminal, promptSecret } from "./prompt.ts";

/** What a secret is read for, and with what. */
export interface SecretContext {
  /** For people: "the password of corp-admin". */
  readonly of: string;
  /** Where relative paths are taken from, and where programs run. */
  readonly folder: string;
  /** A variable of the environment, taken out of it. */
  variable(name: string): Secret | null;
  readonly terminal: KeyTerminal;
}

/** Reads a secret from where it comes. Throws INV301, INV345, INV346, INV347 or INV348; nothing of the secret is in them. */
export async function readSecret(source: SecretSource, context: SecretContext): Promise<Secret> {
  const { of, folder, terminal } = context;
  switch (source.kind) {
    case "env": {
      const secret = context.variable(source.name);
      if (secret !== null) return secret;
      throw new Refusal("INV301", `There is nothing in ${source.name}, where ${of} is to be.`, {
        hint: `Set ${source.name}.`,
      });
    }
    case "file": {
      const path = pathFrom(folder, source.path);
      const lines = secretOf(await readPrivateFile(path));
      if (lines?.length === 1) return new Secret(lines[0]);
      throw new Refusal("INV345", `${path} is not taken for ${of}: it is not one line of text in UTF-8.`);
    }
    case "command":
      return secretOfProgram({ argv: source.argv, cwd: folder, of });
    case "key-store":
      return secretOfKeyStore(source, of);
    case "prompt":
      return promptSecret(of, terminal);
  }
}

/** A path as a configuration writes it: `~/` is the home directory, relative ones begin at the file that names them. */
export function pathFrom(folder: string, written: string): string {
  return written.startsWith("~/") ? join(homedir(), written.slice(2)) : resolve(folder, written);
}
