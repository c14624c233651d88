import { spawn, spawnSync } from "node:child_process";

/** Python's pty module gives a program a terminal of its own; nothing else here does. */
const PTY = `
import os, pty, sys
ask, program = sys.argv[1].encode(), sys.argv[2:]
answer = os.environ.pop("PTY_ANSWER").encode()
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(program[0], program)
shown, answered = b"", False
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    if not answered and ask in shown:
        answered = True
        os.write(terminal, answer + b"\\r")
sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/** Whether no program can be given a terminal here. */
export const terminalAbsent = spawnSync("python3", ["-c", "import pty"]).status !== 0;

/** What to run at a terminal, and what to type there. */
export interface AtTerminal {
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Once this is shown… */
  readonly ask: string;
  /** …this is typed, and Enter. */
  readonly answer: string;
}

/** Runs a program at a terminal of its own to its end. */
export function runAtTerminal(
  argv: readonly string[],
  { cwd, env, ask, answer }: AtTerminal,
): Promise<{ readonly code: number | null; readonly shown: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("python3", ["-c", PTY, ask, ...argv], {
      cwd,
      env: { PATH: process.env.PATH, NO_COLOR: "1", ...env, PTY_ANSWER: answer },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let shown = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, shown }));
  });
}
