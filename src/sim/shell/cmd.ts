/** The command processor of a simulated computer: as much of cmd.exe as whoever looks in needs. */
import { USERNAME } from "../account.ts";
import { type LinePart, splitLine } from "./cmd-line.ts";
import type { Console } from "./console.ts";
import { powershell } from "./powershell.ts";

/** Gives the exit code. `rest` is what follows the name, from its first separator on. */
type Program = (console: Console, rest: string) => number | Promise<number>;

/** The longest line that cmd.exe takes, in characters: Microsoft's support article 830473. */
const LONGEST_LINE = 8_191;

const programs: Readonly<Record<string, Program>> = {
  echo: ({ out }, rest) => said(out, rest.trim() === "" ? "ECHO is on." : rest.slice(1)),
  hostname: ({ out, client }) => said(out, client.names.dnsComputer.split(".")[0] as string),
  whoami: ({ out, client }) => said(out, `${client.names.domain}\\${USERNAME}`.toLowerCase()),
  ipconfig: ({ out, client }) => said(out, ipconfig(client.names.dnsDomain)),
  set: ({ out, environment }) => said(out, variables(environment)),
  rem: () => 0,
  chcp: (console, rest) => {
    const [, page] = /^\s*(\d{1,5})\s*$/.exec(rest) ?? [];
    if (page === undefined) return unknown(console, `chcp${rest}`);
    console.useCodePage(Number(page));
    return said(console.out, `Active code page: ${page}`);
  },
  cmd: (console, rest) => {
    const [, delayed, line] = /^\s*(\/v:on\s+)?\/c\s?(.*)$/is.exec(rest) ?? [];
    if (line === undefined) return unknown(console, "cmd without /c");
    return runLine(console, unquoted(line), { delayed: delayed !== undefined });
  },
  powershell,
};

/** How a line is read. */
interface LineOptions {
  /** `/v:on`: `!errorlevel!` is looked up when its command is due. */
  readonly delayed?: boolean;
}

/** Runs a line to its end, and gives its exit code. */
export async function runLine(console: Console, line: string, { delayed = false }: LineOptions = {}): Promise<number> {
  if (line.length > LONGEST_LINE) return said(console.err, "The command line is too long.", 1);
  const parts = splitLine(withVariables(line, console.environment));
  if (parts === null) return unknown(console, line);
  let code = 0;
  for (const part of parts) {
    if ((part.joint === "&&" && code !== 0) || (part.joint === "||" && code === 0)) continue;
    const text = delayed ? part.text.replace(/!errorlevel!/gi, String(code)) : part.text;
    const left = /^\s*exit(?:\s+\/b)?(?:\s+(-?\d{1,10}))?\s*$/i.exec(text);
    if (left !== null) return Number(left[1] ?? code);
    code = await runPart(redirected(console, part), text);
  }
  return code;
}

/** Of a line in quotes the first and the last are taken away: `cmd /?`, for more than two of them or special signs. */
function unquoted(line: string): string {
  return /^\s*"(.*)"\s*$/s.exec(line)?.[1] ?? line;
}

/** A program may be named by its path and with its ending. */
function runPart(console: Console, text: string): number | Promise<number> {
  const command = text.trimStart().replace(/^@\s*/, "");
  const [written = "", name = ""] = /^"?(?:[^\s"]*\\)?([^\s"\\/=;,]*)"?/.exec(command) ?? [];
  const program = name.toLowerCase().replace(/\.(?:exe|com)$/, "");
  if (command === "") return 0;
  if (!Object.hasOwn(programs, program)) return unknown(console, written === "" ? command : written);
  return (programs[program] as Program)(console, command.slice(written.length));
}

function redirected(console: Console, { stdout, stderr }: LinePart): Console {
  const { out, err } = console;
  const nowhere = () => undefined;
  return {
    ...console,
    out: stdout === "nowhere" ? nowhere : stdout === "other" ? err : out,
    err: stderr === "nowhere" ? nowhere : stderr === "other" ? out : err,
  };
}

function withVariables(line: string, environment: Console["environment"]): string {
  return line.replace(/%([^%\s]+)%/g, (whole, name: string) => environment.get(name.toUpperCase())?.[1] ?? whole);
}

function variables(environment: Console["environment"]): string {
  return [...environment.values()].map(([name, value]) => `${name}=${value}`).join("\r\n");
}

function said(say: (text: string) => void, text: string, code = 0): number {
  say(`${text}\r\n`);
  return code;
}

function unknown({ err }: Console, what: string): number {
  return said(err, `'${what.trim()}' is not known to the command processor of this computer.`, 1);
}

function ipconfig(suffix: string): string {
  const lines = ["", "Windows IP Configuration", "", "Ethernet adapter Ethernet:", ""];
  return [...lines, `   Connection-specific DNS Suffix  . : ${suffix}`, "   IPv4 Address. . . : 127.0.0.1"].join(
    "\r\n",
  );
}
