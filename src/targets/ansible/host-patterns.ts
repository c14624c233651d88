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
  const names: string[] = [];
  const mistake = expand(numbered ? host : pattern, names);
  if (mistake !== null) return mistake;
  return { names, port: numbered ? Number(digits) : null };
}

/** Adds the names of a pattern; those of its first range turn slowest. */
function expand(pattern: string, names: string[]): PatternMistake | null {
  const open = pattern.indexOf("[");
  if (open === -1) {
    names.push(pattern);
    return names.length > MAX_HOSTS ? TOO_MANY : null;
  }
  const close = pattern.indexOf("]");
  if (close === -1) return { message: "a bracket has no partner" };
  const words = rangeOf(pattern.slice(open + 1, close));
  if ("message" in words) return words;
  for (const word of words) {
    const mistake = expand(`${pattern.slice(0, open)}${word}${pattern.slice(close + 1)}`, names);
    if (mistake !== null) return mistake;
  }
  return null;
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
