import type { Json } from "../../../src/base/json.ts";
import { namedHosts } from "../../../src/targets/ansible/host-patterns.ts";
import { literalOr } from "../../../src/targets/ansible/python-literal.ts";
import { splitWords } from "../../../src/targets/ansible/words.ts";
import { plainScalar } from "../../../src/text/foreign-scalars.ts";
import { type Kind, same, type Verdict } from "../kind.ts";
import { longRuns } from "../mutations/runs.ts";
import { tokenMutators } from "../mutations/tokens.ts";

/** Two ranges may name a million hosts. */
const MOST_CPU_MS = 4_000;

/** As Python writes it. */
function inPython(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "object") return JSON.stringify(value).replaceAll("\\/", "/");
  if (Array.isArray(value)) return `[${value.map(inPython).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${inPython(member)}`)
    .join(", ")}}`;
}

/** JSON has a form for it. */
function checkJson(value: Json): void {
  same(JSON.parse(JSON.stringify(value)), value, "the value in JSON");
}

function checkWords(line: string): void {
  const split = splitWords(line);
  if ("open" in split) {
    if (split.open < 0 || split.open >= line.length) throw new Error(`open at ${split.open}`);
    return;
  }
  let at = 0;
  for (const { from, to, text } of split.words) {
    if (from < at || to <= from || to > line.length || text.length > to - from) throw new Error(`a word at ${from}`);
    at = to;
  }
}

/** Short texts of inventories: literals of Python, plain scalars of YAML 1.1, lines with quotes, names with ranges. */
export const literals: Kind = {
  samples: [
    "[1, 'two', {'three': (4, None, True)}]",
    "'a\\x41\\u00e9\\101' \"b\" r'\\d'",
    "-0x1F_ff",
    "1_000.5e-3",
    "1, 2,",
    "190:20:30.15",
    "0b1010_0111",
    "pc-[01:50:7].r[a:f].corp.example:5986",
    "10.0.[1:3].[1:9]",
    'pc-1 x=\'a b\' y="c\\"d" # why',
  ].map((text) => Buffer.from(text)),
  words: [
    ..."[ ] ( ) { } , : ' \" ''' \"\"\" \\ r u 0x 0o 0b _ . e+ 1e5 True False None # - + yes ~ .inf 1:30 007 08".split(
      " ",
    ),
    ...["\\N{DASH}", "\\U00110000", "\\x", "[1:9]", "[a:z]", "[9:1]", "[0:99999]", ":5986", "1e999"],
  ],
  text: true,
  structures: [...tokenMutators, longRuns],
  mostCpuMs: MOST_CPU_MS,
  try(input): Verdict {
    const text = input.toString();
    const value = literalOr(text);
    checkJson(value);
    same(literalOr(inPython(value)), value, "the value as Python writes it");
    checkJson(plainScalar(text));
    checkWords(text);
    const hosts = namedHosts(text);
    return value !== text || "names" in hosts ? "accepted" : "refused";
  },
};
