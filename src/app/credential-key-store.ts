import { homedir } from "node:os";
import { Refusal } from "../base/refusal.ts";
import type { Secret } from "../base/secret.ts";
import { secretOfProgram } from "./credential-program.ts";

/** An entry of the operating system's key store. */
export interface KeyStoreEntry {
  readonly service: string;
  readonly account: string;
}

/**
 * How each system's own program prints an entry: security(1) of macOS, secret-tool(1) of libsecret. On Windows no program
 * of the system does.
 */
const PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, (entry: KeyStoreEntry) => readonly string[]>>> = {
  darwin: ({ service, account }) => ["/usr/bin/security", "find-generic-password", "-s", service, "-a", account, "-w"],
  linux: ({ service, account }) => ["secret-tool", "lookup", "service", service, "account", account],
};

/** A secret from the operating system's key store. Throws INV347 where the system has none that can be asked, INV346 where it has none to give. */
export function secretOfKeyStore(
  entry: KeyStoreEntry,
  of: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Secret> {
  const argv = PROGRAMS[platform]?.(entry);
  if (argv === undefined)
    throw new Refusal("INV347", `The key store of this system (${platform}) cannot be asked for ${of} yet.`);
  return secretOfProgram({ argv, cwd: homedir(), of });
}
