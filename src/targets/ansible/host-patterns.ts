/**
 * Hosts as an inventory names them (Ansible, "How to build your inventory", "Adding ranges of hosts"): `web[01:50]`,
 * `db-[a:f]`, either with a step, and a port behind a colon.
 */
import { MAX_HOSTS } from "../ranges.ts";

/** The names that one pattern stands for, and the port behind it. */
export interface NamedHosts {
  readonly names: readonly string[];
  readonly port: number | null;
}

/** Why a pattern names nobody. */
export interface PatternMistake {
  readonly message: string;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const RANGE = String.raw`\[(?:[a-zA-Z]:[a-zA-Z]|\d+:\d+)(?::\d+)?\]`;
const NUMBERS = String.raw`\[\d+:\d+(?::\d+)?\]`;
const PART = String.raw`(?:[\p{L}\p{N}_]|${RANGE})(?:[\p{L}\p{N}_-]|${RANGE})*(?<![_-])`;
const OCTET = String.raw`(?:\d{1,3}|${NUMBERS})`;
/** What may stand before a port: a name, or an IPv4 address, with ranges in either. */
const HOST = new RegExp(String.raw`^(?:${PART}(?:\.${PART})*|${OCTET}(?:\.${OCTET}){3})$`, "u");
const BRACKETED = /^\[(.+)\]:(\d+)$/;
const WITH_PORT = /^((?:[^:[\]]|\[[^\]]*\])*):(\d+)$/;

/** Takes a pattern apart. */
export function namedHosts(pattern: string): NamedHosts | PatternMistake {
  const [, host = pattern, digits] = BRACKETED.exec(pattern) ?? WITH_PORT.exec(pattern) ?? [];
  const numbered = digits !== undefined && (HOST.test(host) || /^[0-9a-fA-F:.]+$/.test(host));
  if (pattern.endsWith(":") && !numbered) return { message: "a port is missing behind the colon" };
  const names = expand(numbered ? host : pattern);
  if ("message" in names) return names;
  return { names, port: numbered ? Number(digits) : null };
}

/**
 * The names of a pattern; those of its first range turn slowest. They are counted before they are made: of a range
 * without anything in it there are none, however many stand before it.
 */
function expand(pattern: string): readonly string[] | PatternMistake {
  const parts: (readonly string[])[] = [];
  let fixed = "";
  let count = 1;
  let at = 0;
  for (let open = pattern.indexOf("["); open !== -1; open = pattern.indexOf("[", at)) {
    const close = pattern.indexOf("]", at);
    if (close === -1) return { message: "a bracket has no partner" };
    const words = rangeOf(pattern.slice(open + 1, close));
    if ("message" in words) return words;
    count *= words.length;
    if (count > MAX_HOSTS) return TOO_MANY;
    fixed += pattern.slice(at, open);
    at = close + 1;
    // One word is no choice.
    if (words.length === 1) fixed += words[0];
    else {
      parts.push([fixed], words);
      fixed = "";
    }
  }
  parts.push([`${fixed}${pattern.slice(at)}`]);
  if (count === 0) return [];
  return parts.reduce((names, words) => names.flatMap((name) => words.map((word) => name + word)), [""]);
}

const TOO_MANY: PatternMistake = { message: `it names more than ${MAX_HOSTS.toLocaleString("en")} hosts` };

function rangeOf(inside: string): readonly string[] | PatternMistake {
  const [first = "", last = "", by = "1", more] = inside.split(":");
  const begin = first === "" ? "0" : first;
  const step = Number(by);
  if (last === "" || more !== undefined) return { message: "a range is written like `[01:50]` or `[a:f]`" };
  if (!/^\d+$/.test(by) || step === 0) return { message: "a range counts in steps of 1 or more" };
  const padded = begin.startsWith("0") && begin.length > 1;
  if (padded && begin.length !== last.length)
    return { message: "both ends of a range with leading zeros have as many digits" };
  const [low, high] = [LETTERS.indexOf(begin), LETTERS.indexOf(last)];
  if (begin.length === 1 && last.length === 1 && low !== -1 && high !== -1) {
    if (low > high) return { message: "a range runs backwards" };
    return [...LETTERS.slice(low, high + 1)].filter((_, at) => at % step === 0);
  }
  if (!/^\d{1,9}$/.test(begin) || !/^\d{1,9}$/.test(last))
    return { message: "a range is written like `[01:50]` or `[a:f]`" };
  const count = Math.floor((Number(last) - Number(begin)) / step) + 1;
  if (count > MAX_HOSTS) return TOO_MANY;
  return Array.from({ length: Math.max(0, count) }, (_, at) =>
    String(Number(begin) + at * step).padStart(padded ? begin.length : 0, "0"),
  );
}
