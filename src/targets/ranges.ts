/** One part of a name: a text, or the words a range counts through. */
type Part = string | readonly string[];

/** A name taken apart: how many names it stands for, and those names in order, the last range turning fastest. */
export interface NamePattern {
  readonly count: number;
  readonly names: () => Generator<string>;
}

/** Why a name or range is none. `code` is INV201 for the name, INV202 for the range. */
export interface NameMistake {
  readonly code: "INV201" | "INV202" | "INV204";
  readonly message: string;
  readonly hint?: string;
}

/** Names a run may have. */
export const MAX_HOSTS = 1_000_000;

const RANGE = /\[([^[\]]*)\]/g;
const LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;

/** Reads a host name with any number of ranges in it: `pc-[001:250].corp`, `r[a:f]-[0:100:5]`. */
export function parseName(text: string): NamePattern | NameMistake {
  const parts: Part[] = [];
  let count = 1;
  let from = 0;
  for (const { index, 0: written, 1: inside } of text.matchAll(RANGE)) {
    const words = parseRange(inside as string);
    if ("code" in words) return { ...words, message: `\`${written}\` ${words.message}` };
    parts.push(text.slice(from, index), words);
    from = index + written.length;
    count *= words.length;
  }
  parts.push(text.slice(from));
  if (parts.some((part) => typeof part === "string" && /[[\]]/.test(part)))
    return { code: "INV202", message: `a bracket of \`${text}\` has no partner` };
  // What holds for the first and the last name holds for those between.
  for (const pick of [0, -1]) {
    const mistake = checkHostName(
      parts.map((part) => (typeof part === "string" ? part : (part.at(pick) as string))).join(""),
    );
    if (mistake !== null) return mistake;
  }
  return { count, names: () => expand(parts) };
}

function* expand(parts: readonly Part[], at = 0, before = ""): Generator<string> {
  const part = parts[at];
  if (part === undefined) yield before;
  else if (typeof part === "string") yield* expand(parts, at + 1, before + part);
  else for (const word of part) yield* expand(parts, at + 1, before + word);
}

type RangeMistake = { readonly code: "INV202" | "INV204"; readonly message: string; readonly hint?: string };

/** The words of one range: `001:250`, `a:f`, either with a step as in `0:100:5`. */
function parseRange(inside: string): readonly string[] | RangeMistake {
  const mistake = (message: string, hint?: string): RangeMistake => ({
    code: "INV202",
    message,
    ...(hint === undefined ? {} : { hint }),
  });
  const match = /^(\d{1,9}|[a-z]|[A-Z]):(\d{1,9}|[a-z]|[A-Z])(?::(\d{1,9}))?$/.exec(inside);
  if (match === null) return mistake("is not a range");
  const [first, last, by] = [match[1] as string, match[2] as string, Number(match[3] ?? 1)];
  const digits = /^\d/.test(first);
  if (digits !== /^\d/.test(last)) return mistake("runs from a number to a letter");
  if (!digits && first < "a" !== last < "a") return mistake("mixes upper and lower case");
  if (by === 0) return mistake("counts in steps of nothing", "Write a step of 1 or more, or leave it out.");
  const padded = digits && first.length > 1 && first.startsWith("0");
  if (padded && first.length !== last.length)
    return mistake(
      "begins with zeros but ends with another number of digits",
      `Write \`[${first.padStart(last.length, "0")}:${last.padStart(first.length, "0")}]\`.`,
    );
  const [low, high] = digits ? [Number(first), Number(last)] : [first.charCodeAt(0), last.charCodeAt(0)];
  if (low > high) return mistake("runs backwards", `Write \`[${last}:${first}]\`.`);
  const length = Math.floor((high - low) / by) + 1;
  if (length > MAX_HOSTS) return { code: "INV204", message: `names ${length.toLocaleString("en")} hosts` };
  return Array.from({ length }, (_, index) => {
    const value = low + index * by;
    return digits ? String(value).padStart(padded ? first.length : 0, "0") : String.fromCharCode(value);
  });
}

/** What is wrong with a host name (RFC 952, RFC 1123 2.1; underscores, which Windows allows, as well), or null. */
export function checkHostName(name: string): NameMistake | null {
  const mistake = (message: string, hint?: string): NameMistake => ({
    code: "INV201",
    message,
    ...(hint === undefined ? {} : { hint }),
  });
  const port = /^([^:/]+):(\d{1,5})$/.exec(name);
  if (port !== null)
    return mistake(`\`${name}\` is a name with a port`, `Write \`{ name: ${port[1]}, port: ${port[2]} }\`.`);
  if (/^https?:/i.test(name)) return mistake(`\`${name}\` is a URL`, "Write the host name alone.");
  if (name.length > 253) return mistake(`a host name has at most 253 characters, this one ${name.length}`);
  if (/^- |[\s,;"']/.test(name))
    return mistake(`\`${name}\` is no host name`, "One name an entry, without blanks, commas, quotes or a dash.");
  if (name.includes(":"))
    return mistake(`\`${name}\` is no host name`, "An IPv6 address goes into `{ name, address }`.");
  const label = name.split(".").find((part) => !LABEL.test(part));
  if (label === undefined) return null;
  if (label === "") return mistake(`\`${name}\` has a dot too many`);
  if (label.length > 63)
    return mistake(`a part of a host name has at most 63 characters; \`${label}\` has ${label.length}`);
  return mistake(
    `\`${name}\` is no host name`,
    "A host name is made of letters, digits, hyphens and dots, and begins with a letter or digit.",
  );
}

/** What is wrong with an address to connect to: an IPv4 or IPv6 address or a host name. Null where nothing is. */
export function checkAddress(address: string): NameMistake | null {
  if (/^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[\w.-]+)?$/.test(address) && address.split(":").length > 2) return null;
  if (/^\d+(?:\.\d+){3}$/.test(address) && address.split(".").some((part) => Number(part) > 255))
    return {
      code: "INV201",
      message: `\`${address}\` is no IPv4 address`,
      hint: "Each of its numbers is at most 255.",
    };
  const port = /^([^:/]+):(\d{1,5})$/.exec(address);
  if (port !== null)
    return {
      code: "INV201",
      message: `\`${address}\` is an address with a port`,
      hint: `Put \`port: ${port[2]}\` beside \`address: ${port[1]}\`.`,
    };
  return checkHostName(address);
}
