import { createSource } from "../../../src/model/source.ts";
import type { Document, Spot } from "../../../src/text/document.ts";
import { readJson } from "../../../src/text/json.ts";
import { type Kind, same } from "../kind.ts";
import { jsonMutators } from "../mutations/json.ts";
import { longRuns } from "../mutations/runs.ts";

/** Deeper texts are turned away, whatever the platform thinks of them. */
const DEEP = 64;

/** Once V8 (seen in Node 24.21) has read a key that ends with a backslash, it takes other keys with escapes for that one. */
const MISREAD = /\\\\"\s{0,99}:/;

/** The platform's own reading; undefined for what is no JSON. */
function platform(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Each value stands where it is said to. */
function checkPlaces(value: unknown, { value: span, children }: Spot, { source }: Pick<Document, "source">): void {
  same(JSON.parse(source.text.slice(span.from, span.to)), value, "what stands at the place");
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const spot = children.get(key);
    if (spot === undefined) throw new Error(`no place for ${JSON.stringify(key)}`);
    // Small ones alone: each is read anew as often as it is deep.
    if (spot.value.to - spot.value.from < 1_000) checkPlaces(member, spot, { source });
  }
}

function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const character of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "")) {
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** JSON whose values are told with their places: read as the platform reads it. */
export const placedJson: Kind = {
  samples: [
    '{"a": [1, -0.5e3, true, null, "\\u00e9\\n"], "b": {"": {}}, "a": 2}',
    '[\r\n\t"pc-1",\n {"name": "pc-2", "port": 5986}\n]\n',
    '{"__proto__": {"x": 1}, "constructor": []}',
    `${"[".repeat(40)}${"]".repeat(40)}`,
  ].map((text) => Buffer.from(text)),
  words: [
    ..."{ } [ ] , : true false null 1e999 -0 01 1. .5 1e5 0x1".split(" "),
    '"',
    '\\"',
    "\\",
    "\\u12",
    '"a"',
    "NaN",
  ],
  text: true,
  structures: [...jsonMutators, longRuns],
  try(input) {
    const text = input.toString();
    if (MISREAD.test(text)) return "refused";
    const read = readJson(createSource("printed", text));
    const right = platform(text);
    if ("wrong" in read) {
      const { from, to } = read.wrong;
      if (!(from >= 0 && from <= to && to <= text.length)) throw new Error(`wrong at ${from} to ${to}`);
      if (right !== undefined && depthOf(text) < DEEP) throw new Error(`turned away: ${read.why}`);
      return "refused";
    }
    if (right === undefined) throw new Error("taken for JSON");
    same(read.document.value, right.value, "the value");
    checkPlaces(read.document.value, read.document.root, read.document);
    return "accepted";
  },
};
