/** powershell.exe of a simulated computer: about_PowerShell_exe. It is no PowerShell: it knows a few lines and says so. */
import { argumentsOf } from "./cmd-line.ts";
import type { Console } from "./console.ts";
import { check, Runner } from "./powershell-run.ts";
import { NotUnderstood, parseScript, type Script } from "./powershell-script.ts";

const FLAGS = ["noprofile", "nologo", "noninteractive", "sta", "mta", "noexit"];
const VALUED = ["executionpolicy", "inputformat", "outputformat", "windowstyle", "version", "psconsolefile"];
const SHORT: Readonly<Record<string, string>> = { ep: "executionpolicy", ec: "encodedcommand", w: "windowstyle" };

/** What the command line asks for. */
interface Asked {
  /** Null for standard input. */
  readonly script: string | null;
  /** Errors are to be written as CLIXML, as they are for whoever sends an encoded command. */
  readonly clixml: boolean;
}

/** Runs what the arguments say, and gives the exit code. */
export async function powershell(console: Console, rest: string): Promise<number> {
  const { err } = console;
  const asked = readArguments(argumentsOf(rest));
  if (asked === null) return complain(err, `powershell${rest}`);
  const errors: string[] = [];
  const heard: Console = asked.clixml ? { ...console, err: (text) => void errors.push(text) } : console;
  const text = asked.script ?? (await console.input());
  const code = await runScript(heard, text);
  if (errors.length > 0) err(clixml(errors));
  return code;
}

async function runScript(console: Console, text: string): Promise<number> {
  let script: Script;
  try {
    script = parseScript(text);
    check(script);
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return console.client.pretends ? 0 : complain(console.err, error.message);
  }
  return new Runner(console).run(script);
}

/** Null where they are not understood. Parameters may be shortened, and stand after a dash or a slash. */
function readArguments(words: readonly string[]): Asked | null {
  let text = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === "-") return { script: null, clixml: false };
    if (!/^[-/]/.test(word)) return { script: words.slice(at).join(" "), clixml: false };
    const name = fullName(word.slice(1).toLowerCase());
    const next = words[at + 1];
    if (name === "command") return { script: next === "-" ? null : words.slice(at + 1).join(" "), clixml: false };
    if (name === "encodedcommand") return decode(next ?? "", !text);
    if (name === null) return null;
    if (name === "outputformat") text = next?.toLowerCase() === "text";
    if (VALUED.includes(name)) at += 1;
  }
  return { script: null, clixml: false };
}

function fullName(name: string): string | null {
  const known = ["encodedcommand", "command", ...VALUED, ...FLAGS];
  return SHORT[name] ?? known.find((full) => name !== "" && full.startsWith(name)) ?? null;
}

/** UTF-16LE in base64. */
function decode(encoded: string, clixmlErrors: boolean): Asked | null {
  if (encoded === "" || encoded.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  const bytes = Buffer.from(encoded, "base64");
  return bytes.length % 2 === 0 ? { script: bytes.toString("utf16le"), clixml: clixmlErrors } : null;
}

function complain(err: (text: string) => void, what: string): number {
  err(`'${what.trim()}' is not known to the PowerShell of this computer; nothing was run.\r\n`);
  return 1;
}

/** [MS-PSRP] 2.2.5.3.2 for the escapes. */
function clixml(errors: readonly string[]): string {
  const lines = errors.map((text) => {
    const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    return `<S S="Error">${safe.replace(/\r/g, "_x000D_").replace(/\n/g, "_x000A_")}</S>`;
  });
  return `#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${lines.join("")}</Objs>`;
}
