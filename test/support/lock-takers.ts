import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("lock-taker.ts", import.meta.url));

/** A process that takes and gives back a lock when it is told to. */
export interface LockTaker {
  readonly process: ChildProcess;
  /** Sends a line and resolves with the answer. */
  ask(line: "take" | "release"): Promise<string>;
  /** Kills it on the spot, as `kill -9` does. */
  kill(): Promise<void>;
}

/** Starts one, and waits until it is ready to be told. */
export async function startLockTaker(stateDir: string, run: string, names: readonly string[]): Promise<LockTaker> {
  const child = spawn(process.execPath, [PROGRAM, stateDir, run, ...names], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => (await lines.next()).value as string;
  await answer();
  return {
    process: child,
    ask(line) {
      child.stdin.write(`${line}\n`);
      return answer();
    },
    async kill() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
