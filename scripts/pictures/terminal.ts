import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify, stripVTControlCharacters } from "node:util";
import type { Stage } from "./stage.ts";

const run = promisify(execFile);

/** The account and the computer that the pictures are taken at, for every process in the terminal. */
const ACCOUNT = "deploy";
const HOST = "runner-1";

/** Longer than any run here takes. */
const PATIENCE_MS = 5 * 60_000;
const LOOK_EVERY_MS = 100;

/** A shell in a real pseudo-terminal. */
export interface Terminal {
  /** Types a line into a cleared screen and sends it off. */
  type(line: string): Promise<void>;
  /** What stands in the terminal, what has scrolled out of it too, with its SGR codes, as soon as it is, without them, as asked for. */
  until(asked: (text: string) => boolean): Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts a shell under tmux, with a socket of its own. It sits in namespaces of its own as well, like in a container:
 * there the computer and the account have neutral names, so that what is reported of them is told by the system and
 * tells nothing of whoever makes the pictures.
 */
export async function openTerminal(
  { folder, environment }: Stage,
  size: { readonly columns: number; readonly rows: number },
): Promise<Terminal> {
  const tmux = ["tmux", "-u", "-S", join(folder, "terminal"), "-f", "/dev/null"] as const;
  const ask = async (...args: readonly string[]) =>
    (await run("env", [...tmux, ...args], { env: environment, cwd: folder })).stdout;
  const screen = () => ask("capture-pane", "-p", "-e", "-S", "-");
  const until = async (asked: (text: string) => boolean) => {
    for (const begun = performance.now(); performance.now() - begun < PATIENCE_MS; await sleep(LOOK_EVERY_MS)) {
      const text = await screen();
      if (asked(stripVTControlCharacters(text))) return text;
    }
    throw new Error(`The terminal never showed what was waited for, but:\n${await screen()}`);
  };

  await writeFile(join(folder, "passwd"), `${ACCOUNT}:x:0:0::${folder}:/bin/bash\n`);
  await writeFile(join(folder, "shell"), "PS1='$ '\n");
  const inside = `mount --bind passwd /etc/passwd && hostname ${HOST} && exec "$@"`;
  const namespaces = ["--user", "--map-root-user", "--mount", "--uts"];
  const pane = ["new-session", "-d", "-x", String(size.columns), "-y", String(size.rows)];
  const shell = ["bash", "--noprofile", "--rcfile", "shell"];
  await run("unshare", [...namespaces, "sh", "-c", inside, "sh", ...tmux, ...pane, ...shell], {
    env: environment,
    cwd: folder,
  });
  await until((text) => /^\$\s*$/.test(text));
  return {
    async type(line) {
      await ask("send-keys", "-R");
      await ask("clear-history");
      await ask("send-keys", "C-l");
      await until((text) => /^\$\s*$/.test(text));
      await ask("send-keys", "-l", line);
      await ask("send-keys", "Enter");
      await until((text) => text.split("\n").filter((row) => row !== "").length > 1);
    },
    until,
    async close() {
      await ask("kill-server");
    },
  };
}
