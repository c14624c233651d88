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

/** What came of a program whose output is a secret. */
export interface ExecutedInSecret {
  /** Null where it did not end by itself: it is not there, took too long, or said more than 1 MiB. */
  readonly code: number | null;
  /** All that it said on standard output. */
  readonly stdout: Buffer;
  /** How many bytes it said on standard error, which nobody gets to see: it may repeat a secret. */
  readonly stderrBytes: number;
}

/** The same for a program whose output is a secret: it is given as bytes, and stands in no error. */
export function execInSecret(
  file: string,
  args: readonly string[],
  { env, cwd, timeoutMs }: ExecOptions,
): Promise<ExecutedInSecret> {
  return new Promise((resolve) => {
    const options = { env, ...(cwd === undefined ? {} : { cwd }), timeout: timeoutMs, windowsHide: true };
    const child = execFile(file, args, { ...options, encoding: "buffer" }, (error, stdout, stderr) => {
      // Node's error repeats the command line and all of standard error: nothing of it goes on.
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
      resolve({ code, stdout, stderrBytes: stderr.length });
    });
    child.stdin?.end();
  });
}

/** What came of a program whose output is a list. */
export interface Collected {
  /** Its exit code; or it could not be started, was ended for the time it took, or printed too much. */
  readonly end: number | "absent" | "late" | "full";
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** The same for a program that prints much, of which no more than so many bytes are taken. */
export function execCollecting(
  file: string,
  args: readonly string[],
  { env, cwd, timeoutMs, maxBytes }: ExecOptions & { readonly maxBytes: number },
): Promise<Collected> {
  return new Promise((resolve) => {
    const options = { env, ...(cwd === undefined ? {} : { cwd }), timeout: timeoutMs, windowsHide: true };
    const limits = { encoding: "buffer", maxBuffer: maxBytes, killSignal: "SIGKILL" } as const;
    const child = execFile(file, args, { ...options, ...limits }, (error, stdout, stderr) => {
      const end = error === null ? 0 : endOf(error);
      resolve({ end, stdout, stderr });
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end();
  });
}

function endOf({ code, killed }: { readonly code?: unknown; readonly killed?: boolean | undefined }): Collected["end"] {
  if (typeof code === "number") return code;
  if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return "full";
  return killed === true ? "late" : "absent";
}
