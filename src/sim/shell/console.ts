import type { SimClient } from "../client.ts";
import type { ShellCommand } from "./shell-command.ts";
import type { Shell } from "./shells.ts";

/** What a program of a simulated computer runs with. */
export interface Console {
  readonly client: SimClient;
  /** The connection that started it, for the deeds. */
  readonly connection: number;
  /** By upper-case name, with the names as they were given. */
  readonly environment: ReadonlyMap<string, readonly [name: string, value: string]>;
  readonly workingDirectory: string;
  /** What is written from now on is in this code page. */
  useCodePage(codePage: number): void;
  out(text: string): void;
  err(text: string): void;
  /** Standard input to its end. */
  input(): Promise<string>;
  sleep(ms: number): Promise<void>;
}

const UTF8_CODE_PAGE = 65_001;
const HOME_DIRECTORY = "C:\\Windows\\system32";

/** The console of a command in a shell. */
export function consoleOf(
  { client, connection }: Pick<Console, "client" | "connection">,
  shell: Shell,
  command: ShellCommand,
): Console {
  let { codePage } = shell;
  const encode = (text: string) => encoded(text, codePage);
  return {
    client,
    connection,
    environment: environmentOf(client, shell),
    workingDirectory: shell.workingDirectory ?? HOME_DIRECTORY,
    useCodePage: (wish) => {
      codePage = wish;
    },
    out: (text) => command.write("stdout", encode(text)),
    err: (text) => command.write("stderr", encode(text)),
    input: async () => (await command.input()).toString("utf8"),
    sleep: (ms) => client.clock.sleep(ms, command.signal),
  };
}

/** Of the other code pages only ASCII is known here; what a code page lacks comes out as a question mark. */
function encoded(text: string, codePage: number): Buffer {
  if (codePage === UTF8_CODE_PAGE) return Buffer.from(text, "utf8");
  return Buffer.from(text.replace(/[^\0-\x7f]/gu, "?"), "latin1");
}

function environmentOf(client: SimClient, shell: Shell): Console["environment"] {
  const variables = new Map<string, readonly [string, string]>();
  const own = { COMPUTERNAME: client.names.computer, OS: "Windows_NT", USERDOMAIN: client.names.domain };
  for (const [name, value] of [...Object.entries(own), ...shell.environment]) {
    variables.set(name.toUpperCase(), [name, value]);
  }
  return variables;
}
