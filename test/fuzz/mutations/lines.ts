import type { Chance } from "../chance.ts";
import type { Mutator } from "./mutator.ts";

function onLines(change: (lines: string[], chance: Chance, others: readonly string[]) => void): Mutator {
  return (input, chance, { samples }) => {
    const lines = input.toString("latin1").split("\n");
    change(lines, chance, chance.pick(samples, input).toString("latin1").split("\n"));
    return Buffer.from(lines.join("\n"), "latin1");
  };
}

/** Changes of texts in which lines and their columns count: YAML, lists, journals, heads. */
export const lineMutators: readonly Mutator[] = [
  onLines((lines, chance) => {
    lines.splice(chance.below(lines.length), chance.length(3));
  }),
  onLines((lines, chance) => {
    const at = chance.below(lines.length);
    lines.splice(chance.below(lines.length), 0, ...lines.slice(at, at + chance.length(6)));
  }),
  onLines((lines, chance) => {
    const [one, other] = [chance.below(lines.length), chance.below(lines.length)];
    [lines[one], lines[other]] = [lines[other] as string, lines[one] as string];
  }),
  onLines((lines, chance) => {
    const at = chance.below(lines.length);
    lines[at] = `${" ".repeat(chance.below(5))}${chance.often(50) ? lines[at] : lines[at]?.trimStart()}`;
  }),
  onLines((lines, chance) => {
    const at = chance.below(lines.length);
    lines.splice(at, 2, `${lines[at]}${lines[at + 1] ?? ""}`);
  }),
  onLines((lines, chance, others) => {
    const at = chance.below(others.length);
    lines.splice(chance.below(lines.length + 1), 0, ...others.slice(at, at + chance.length(6)));
  }),
  onLines((lines, chance) => {
    const at = chance.below(lines.length);
    lines[at] = `${lines[at]}${chance.pick(["\r", " ", "\t", "  # why", ":", ",", "\\", '"'], "")}`;
  }),
];
