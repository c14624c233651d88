import fc from "fast-check";

/** A plain value as a runbook holds it. Numbers and texts that YAML would confuse are told apart by their type. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** A text in nobody's style, and what is known of it without reading it. */
export interface Untidy {
  readonly text: string;
  /** Every comment, in order. */
  readonly comments: readonly string[];
  /** Comments at the end of a line, with the word that stands before them there. */
  readonly behind: readonly (readonly [comment: string, word: string])[];
  /** Comments on a line of their own, with the word that begins what follows. */
  readonly before: readonly (readonly [comment: string, word: string])[];
}

type Draw = fc.GeneratorValue;

/** Writes a map with comments in every place, odd columns, both kinds of lists, all quotes, and either line end. */
export function untidily(value: Value, draw: Draw): Untidy {
  const comments: string[] = [];
  const behind: [string, string][] = [];
  const before: [string, string][] = [];
  // Shrinking draws zeros: they must mean no.
  const often = (weight: number) => draw(fc.nat, 99) >= 100 - weight;
  const pick = <T>(...items: readonly T[]): T => items[draw(fc.nat, items.length - 1)] as T;
  const blanks = (most: number) => " ".repeat(draw(fc.nat, most));
  let lines: string[] = [];

  const comment = (): string => {
    const text =
      `#${pick(" ", "", "  - ", " key: ")}c${comments.length} ${pick("", "it's", 'a "quote', "[", "# x")}`.trimEnd();
    comments.push(text);
    return text;
  };
  /** At the end of a line, after at least one blank. */
  const tail = (word: string | null): string => {
    if (!often(25)) return blanks(2);
    const text = comment();
    if (word !== null) behind.push([text, word]);
    return ` ${blanks(12)}${text}${blanks(2)}`;
  };
  /** Lines that say nothing, before the one that begins with `word`; their comments begin at most in column `most`. */
  const gap = (word: string | null, most: number, least = 0): void => {
    while (often(20)) {
      if (often(50)) lines.push(blanks(1));
      else {
        const text = comment();
        if (word !== null) before.push([text, word]);
        lines.push(`${" ".repeat(least)}${blanks(most - least)}${text}`);
      }
    }
  };

  const scalar = (text: Value): string => {
    if (typeof text !== "string") return String(text);
    const styles = [JSON.stringify(text)];
    if (!/[\n\\]/.test(text)) styles.push(`'${text.replaceAll("'", "''")}'`);
    if (/^[\w.][\w.-]*(?: [\w.-]+)*$/.test(text) || /^pc-\[\d+:\d+\]$/.test(text)) styles.push(text, text, text);
    return pick(...styles);
  };
  /** In brackets, `[` of a range would be read as a list. */
  const flowScalar = (text: Value): string => {
    const written = scalar(text);
    return written.startsWith("pc-[") ? `"${written}"` : written;
  };

  /** In brackets. `wild`: over several lines, with comments; their texts go into `lines` as they are. */
  const flow = (member: Value, column: number, wild: boolean): string => {
    if (member === null || typeof member !== "object") return flowScalar(member);
    const space = (): string => {
      if (!wild || !often(20)) return blanks(2);
      const remark = often(40) ? ` ${comment()}` : "";
      return `${remark}\n${" ".repeat(column + 1)}${blanks(8)}`;
    };
    const [open, close] = Array.isArray(member) ? ["[", "]"] : ["{", "}"];
    let text = `${open}${space()}`;
    const entries = Object.entries(member as Readonly<Record<string, Value>>);
    entries.forEach(([key, each], index) => {
      if (!Array.isArray(member)) text += `${key}:${pick(" ", "  ")}`;
      text += flow(each, column, wild);
      text += space();
      if (index < entries.length - 1 || often(10)) text += `,${space()}`;
    });
    return text + close;
  };

  /** What follows a key or dash that stands in `column`, on its line and on those after it. */
  const behindMark = (member: Value, column: number, at: { readonly mark: string; readonly dash: boolean }): void => {
    const begun = lines.pop() as string;
    const put = (text: string) => lines.push(...`${begun}${text}`.split("\n"));
    if (member === null) return void put(tail(at.mark));
    const isFilled = typeof member === "object" && Object.keys(member).length > 0;
    if (isFilled && !often(35)) {
      if (at.dash && !Array.isArray(member) && often(80)) {
        // The first key behind the dash.
        const more = 1 + draw(fc.nat, 3);
        lines.push(`${begun}${" ".repeat(more)}`);
        block(member, column + 1 + more, true);
        return;
      }
      put(tail(at.dash ? null : at.mark));
      const inner = Array.isArray(member) && !at.dash ? column + draw(fc.nat, 4) : column + 1 + draw(fc.nat, 5);
      block(member, inner, false);
      return;
    }
    if (typeof member === "object") {
      const written = flow(member, column, often(60));
      return void put(` ${blanks(3)}${written}${tail(null)}`);
    }
    if (typeof member === "string" && /^[a-z]+(?: [a-z]+)+\.?\n?$/.test(member) && often(60))
      return void put(` ${blanks(2)}${prose(member, column)}`);
    if (member === "" || (typeof member === "string" && member.includes("\n")))
      return void put(` ${JSON.stringify(member)}${tail(at.mark)}`);
    const word = scalar(member);
    if (!often(8)) return void put(` ${blanks(3)}${word}${tail(at.mark)}`);
    put(tail(at.dash ? null : at.mark));
    gap(null, column + 3, column + 1);
    lines.push(`${" ".repeat(column + 1 + draw(fc.nat, 4))}${word}${tail(null)}`);
  };

  /** Words over several lines: plain, quoted, or as a block. */
  const prose = (text: string, column: number): string => {
    const pad = () => " ".repeat(column + 1 + draw(fc.nat, 4));
    const words = text.trimEnd().split(" ");
    const folded = words.reduce((so, word) => `${so}${often(40) ? `${blanks(1)}\n${pad()}` : " "}${word}`);
    if (text.endsWith("\n")) {
      const inner = pad();
      const header = `${pick("|", ">", ">2".slice(0, 1))}${blanks(1)}${often(20) ? ` ${comment()}` : ""}`;
      return `${header}\n${inner}${text.trimEnd()}${often(30) ? "\n" : ""}`;
    }
    const remark = () => tail(null);
    if (often(40)) return `"${folded}"${remark()}`;
    return often(50) ? `'${folded}'${remark()}` : `${folded}${remark()}`;
  };

  const block = (members: Value, column: number, joined: boolean): void => {
    const isList = Array.isArray(members);
    Object.entries(members as Readonly<Record<string, Value>>).forEach(([key, member], index) => {
      const joins = joined && index === 0;
      const mark = isList ? (typeof member === "string" ? member : "-") : `${key}:`;
      // A comment further in than the words of a block would be one of them.
      if (!joins) gap(mark, column);
      const begun = joins ? (lines.pop() as string) : " ".repeat(column);
      const colon = often(5) ? ` :` : ":";
      lines.push(`${begun}${isList ? "-" : `${pick(key, key, key, `"${key}"`)}${colon}`}`);
      behindMark(member, column, { mark: isList ? mark : key, dash: isList });
    });
  };

  if (often(10)) lines.push(`---${often(50) ? ` ${comment()}` : ""}`);
  block(value, pick(0, 0, 0, 2), false);
  gap(null, 6);
  // A text that ends in the middle of its last line.
  let text = lines.join("\n") + pick("\n", "\n", "\n\n\n", "");
  if (/[|>].*\n *[a-z ]+$/.test(text)) text += "\n";
  lines = [];
  return { text: often(25) ? text.replaceAll("\n", "\r\n") : text, comments, behind, before };
}

const words = fc.array(fc.constantFrom("full", "reports", "from", "laptops", "whose", "chain", "broke"), {
  minLength: 2,
  maxLength: 9,
});
const text = fc.oneof(
  words.map((each) => each.join(" ")),
  words.map((each) => `${each.join(" ")}\n`),
  fc.constantFrom(
    "it's",
    'say "so"',
    "2026-01-02",
    "no",
    "1e3",
    "a: b",
    "# none",
    "back\\slash",
    "-",
    "two\nlines",
    "true",
    "007",
  ),
);
const host = fc.oneof(
  fc.nat(99_999).map((number) => `pc-${number}.corp.example`),
  fc.nat(99_999).map((number) => `00${number}`),
  fc.nat(99_999).map((number) => `5E${number}`),
  fc.nat(998).map((number) => `pc-[${number}:999]`),
);
const hostEntry = fc.oneof(
  { weight: 4, arbitrary: host },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        name: fc.nat(9999).map((number) => `kiosk-${number}`),
        address: fc.constantFrom("10.3.0.17", "fe80::1"),
        port: fc.integer({ min: 1, max: 65_535 }),
      },
      { requiredKeys: ["name"] },
    ),
  },
);
const inventories = fc.constantFrom<Value>(["hardware"], ["software"], ["hardware", "software"]);
const duration = fc.constantFrom("90s", "45m", "1h30m", "2d");
const step = fc.oneof(
  fc.constantFrom<Value>({ "reset-hw-cache": null }, { "reset-sw-cache": null }),
  fc.record(
    { "force-inventory": inventories, name: text, timeout: duration, retries: fc.nat(9) },
    { requiredKeys: ["force-inventory"] },
  ),
  fc.record(
    {
      wait: fc.oneof(duration, fc.record({ for: inventories, timeout: duration }, { requiredKeys: ["for"] })),
      "on-error": fc.constantFrom("stop", "continue"),
    },
    { requiredKeys: ["wait"] },
  ),
);

/** A runbook as a value: every key that a value of each shape may stand behind. */
export const runbookValue = fc.record(
  {
    name: text,
    about: text,
    owner: text,
    targets: fc.record(
      {
        hosts: fc.array(hostEntry, { minLength: 1, maxLength: 6 }),
        exclude: fc.record({ hosts: fc.array(host, { minLength: 1, maxLength: 12 }) }),
        expect: fc.record({ min: fc.nat(9), max: fc.nat(99) }),
      },
      { requiredKeys: ["hosts"] },
    ),
    connection: fc.record(
      { auth: fc.constantFrom("negotiate", "ntlm"), credential: fc.constant("corp-admin"), tls: fc.boolean() },
      { requiredKeys: [] },
    ),
    rollout: fc.record(
      { rate: fc.constantFrom("100/min", "unlimited"), concurrency: fc.integer({ min: 1, max: 99 }) },
      { requiredKeys: ["rate"] },
    ),
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
  },
  { requiredKeys: ["name", "steps"] },
) as fc.Arbitrary<Value>;
