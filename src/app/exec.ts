import { execFile } from "node:child_process";

/** How another program is run. */
export interface ExecOptions {
  /** Its whole environment, so that it gets no credential that it has no use for. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly cwd?: string;
  /** After so long it is killed, and there is no answer. */
  readonly timeoutMs: number;
}

/** What came of another program. */
export interface Executed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs another program to its end, without a shell and with nothing to read. Null where it is not there, was killed, or
 * said more than 1 MiB. Windows looks for a bare name in the working directory first, where a stranger's repository may
 * have put a program of that name: name it by its whole path, or run it elsewhere.
 */
export function exec(
  file: string,
  args: readonly string[],
  { env, cwd, timeoutMs }: ExecOptions,
): Promise<Executed | null> {
  return new Promise((resolve) => {
    const options = { env, ...(cwd === undefined ? {} : { cwd }), timeout: timeoutMs, windowsHide: true };
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else resolve(typeof error.code === "number" ? { code: error.code, stdout, stderr } : null);
    });
    child.stdin?.end();
  });
}
