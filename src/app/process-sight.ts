import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { environment } from "./environment.ts";
import { type Executed, exec } from "./exec.ts";

/** What the operating system says of a process. */
export type Sighting =
  | { readonly there: false }
  /**
   * `started` tells a process from a later one of the same number, and is only to be compared for being equal. Null where
   * it cannot be told.
   */
  | { readonly there: true; readonly started: string | null };

/** PowerShell takes half a second to start, a busy machine's several. */
const ANSWER_MS = 15_000;

const GONE: Sighting = { there: false };
/** Where the system does not say, the process counts as there: a lock is rather kept for too long. */
const UNTOLD: Sighting = { there: true, started: null };

/** Looks a process up by its number. One that has ended and was not yet fetched by its parent is not there. */
export function sightProcess(pid: number): Promise<Sighting> {
  if (process.platform === "linux") return onLinux(pid);
  return process.platform === "win32" ? onWindows(pid) : onUnix(pid);
}

/** proc_pid_stat(5): fields are counted from 1 and separated by spaces. */
const STAT = { state: 3, starttime: 22 } as const;

async function onLinux(pid: number): Promise<Sighting> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "latin1");
    // The second is the program's name in parentheses; it may hold spaces and parentheses itself.
    const fields = ["", "", ...stat.slice(stat.lastIndexOf(")") + 2).split(" ")];
    const state = fields[STAT.state - 1];
    const started = fields[STAT.starttime - 1];
    if (state === "Z" || state === "X") return GONE;
    return { there: true, started: started ?? null };
  } catch {
    // Without /proc nothing is there to be read of anybody.
    return (await hasProc()) ? GONE : UNTOLD;
  }
}

async function hasProc(): Promise<boolean> {
  return readFile("/proc/self/stat").then(
    () => true,
    () => false,
  );
}

/** ps(1) as POSIX has it, and `lstart` beside, which macOS and the BSDs know. Its text hangs on language and time zone. */
async function onUnix(pid: number): Promise<Sighting> {
  const args = ["-o", "stat=", "-o", "lstart=", "-p", String(pid)];
  return sightingByPs(await exec("/bin/ps", args, { env: { LC_ALL: "C", TZ: "UTC" }, timeoutMs: ANSWER_MS }));
}

/** What ps says: a line of the state and the start, or nothing and 1 where there is no such process. */
export function sightingByPs(answer: Executed | null): Sighting {
  if (answer === null) return UNTOLD;
  const [, state, started] = /^\s*(\S+)\s+(\S.*?)\s*$/.exec(answer.stdout) ?? [];
  if (state === undefined || started === undefined) {
    return answer.code === 1 && answer.stdout.trim() === "" && answer.stderr.trim() === "" ? GONE : UNTOLD;
  }
  return state.startsWith("Z") ? GONE : { there: true, started };
}

/** The start as a FILETIME: 100 ns since 1601, in UTC. */
async function onWindows(pid: number): Promise<Sighting> {
  const { SystemRoot = "C:\\Windows" } = environment;
  const powershell = join(SystemRoot, "System32", "WindowsPowerShell", "v1.0", "powershell.exe");
  const question = `$p = Get-Process -Id ${pid} -ErrorAction SilentlyContinue; if ($p) { 'there ' + $p.StartTime.ToFileTimeUtc() } else { 'gone' }`;
  const args = ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", question];
  return sightingByPowerShell(await exec(powershell, args, { env: { SystemRoot }, timeoutMs: ANSWER_MS }));
}

/** What PowerShell says: `there` and the start, or `gone`. Anything else is no answer. */
export function sightingByPowerShell(answer: Executed | null): Sighting {
  const said = answer?.stdout.trim() ?? "";
  if (said === "gone") return GONE;
  const started = /^there (\d+)$/.exec(said)?.[1];
  return started === undefined ? UNTOLD : { there: true, started };
}
