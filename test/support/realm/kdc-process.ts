/** krb5kdc of MIT, as a child in the foreground. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { faketime, withAdministratorsPath } from "./programs.ts";

/** Whose KDC it is, and by how much its clock is wrong, in seconds. */
export interface KdcBeginning {
  /** Of the realm's files. */
  readonly folder: string;
  readonly realm: string;
  readonly clockOffsetS: number;
  readonly env: Readonly<Record<string, string>>;
}

/** It ends with whoever started it, whatever becomes of him. */
const ENDS_WITH_PARENT = ["setpriv", "--pdeathsig", "TERM"];

/** Starts krb5kdc, and waits until it listens. Rejects where its port is taken. */
export async function beginKdc({ folder, realm, clockOffsetS, env }: KdcBeginning): Promise<ChildProcess> {
  const pid = join(folder, "kdc.pid");
  // faketime stays between, and hands on no signal.
  const wrong = clockOffsetS === 0 ? [] : [...faketime(clockOffsetS), ...ENDS_WITH_PARENT];
  const [program = "", ...args] = [...ENDS_WITH_PARENT, ...wrong, "krb5kdc", "-n", "-r", realm, "-P", pid];
  await rm(pid, { force: true });
  const child = spawn(program, args, { env: withAdministratorsPath(env), stdio: "ignore" });
  let failed: Error | null = null;
  child.once("error", (error) => {
    failed = error;
  });
  // It says who it is once it listens.
  while (!existsSync(pid)) {
    if (failed !== null) throw failed;
    if (hasEnded(child)) throw new Error(`krb5kdc ended: ${await readFile(join(folder, "kdc.log"), "utf8")}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return child;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Ends it, and waits until it has. */
export async function endKdc(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, "close");
  child.kill("SIGTERM");
  await ended;
}
