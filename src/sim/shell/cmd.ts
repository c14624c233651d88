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
  cmd: (console, rest) => {
    const line = /^\s*\/c\s?(.*)$/is.exec(rest)?.[1];
    return line === undefined ? unknown(console, "cmd without /c") : runLine(console, line);
  },
  powershell,
};

/** Runs a line to its end, and gives its exit code. */
export async function runLine(console: Console, line: string): Promise<number> {
  if (line.length > LONGEST_LINE) return said(console.err, "The command line is too long.", 1);
  const parts = splitLine(withVariables(line, console.environment));
  if (parts === null) return unknown(console, line);
  let code = 0;
  for (const part of parts) {
    if ((part.joint === "&&" && code !== 0) || (part.joint === "||" && code === 0)) continue;
    const left = /^\s*exit(?:\s+\/b)?(?:\s+(-?\d{1,10}))?\s*$/i.exec(part.text);
    if (left !== null) return Number(left[1] ?? code);
    code = await runPart(redirected(console, part), part.text);
  }
  return code;
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
