import type { Narrowing } from "../../../src/model/plan.ts";
import { narrow } from "../../../src/targets/narrow.ts";
import { IN_NO_HURRY, type Kind, verdictOf } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";
import { listWords } from "../texts.ts";

const names = Array.from({ length: 300 }, (_, at) => `pc-${at + 1}${at % 3 === 0 ? ".corp.example" : ""}`);
const selection = { targets: names.map((name) => ({ name })), excluded: ["lab-1", "lab-2.corp.example"] };

/** What flags say, a line each: `limit pc-*`. */
function flagsOf(text: string): Narrowing {
  const flags: Record<keyof Narrowing, string[]> = { limit: [], limitAlso: [], exclude: [] };
  for (const line of text.split("\n").slice(0, 50)) {
    const [, flag = "limit", pattern = ""] = /^(limitAlso|limit|exclude) (.*)$/s.exec(line) ?? [];
    flags[flag as keyof Narrowing].push(pattern === "" ? line : pattern);
  }
  return flags;
}

/** The flags that narrow a selection: whoever is left was there before, and whoever is taken away is told. */
export const narrowing: Kind = {
  samples: [
    "limit pc-1*",
    "limit pc-[1:50]\nexclude pc-7",
    "limitAlso *.corp.example\nexclude pc-1?",
    "exclude lab-1",
  ].map((text) => Buffer.from(text)),
  words: [...listWords, "limit", "limitAlso", "exclude", "lab-1", "*", "?", "[1:9]"],
  text: true,
  structures: lineMutators,
  mostCpuMs: IN_NO_HURRY,
  try: (input) =>
    verdictOf(() => {
      const { targets, excluded } = narrow(selection, flagsOf(input.toString()));
      if (!targets.every((target) => selection.targets.includes(target))) throw new Error("a target from nowhere");
      if (new Set([...targets.map(({ name }) => name), ...excluded]).size !== targets.length + excluded.length) {
        throw new Error("a target is both left and taken away");
      }
    }),
};
