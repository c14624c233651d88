import { explainStep } from "../../src/app/explain-step.ts";
import { schedules } from "../../src/configmgr/schedules.ts";
import {
  changesSentence,
  keySentence,
  type StepExample,
  type StepExplanation,
  shapeSentences,
} from "../../src/report/explain-step.ts";
import { planKinds } from "../../src/steps/index.ts";
import { opening, type Page, table } from "./page.ts";

const ABOUT = `
A step is recognised by its key; a step has exactly one. \`require\` is none of them: it stands before the steps, once. What
stands under *operations* is asked of the computer, and nothing else is, but for reads: where something is absent, one more
query tells whether the client is there at all. \`invrun explain KEY\` prints the same.
`.trim();

/** docs/steps.md: every kind of step with an example of each of its shapes and the operations it stands for. */
export function stepsPage(): Page {
  const sections = planKinds.map((kind) => section(explainStep(kind)));
  return {
    path: "docs/steps.md",
    text: `${[opening("Steps", "src/steps"), ABOUT, ...sections, scheduleTable()].join("\n\n")}\n`.replace(
      /\n{3,}/g,
      "\n\n",
    ),
  };
}

function section(explained: StepExplanation): string {
  const { key, item, summary, input, options, examples, outcomes, lostAnswers } = explained;
  const undo = new Set(examples.map((example) => example.undo));
  return [
    `## ${key}`,
    summary,
    `*${changesSentence(explained)}*`,
    ...examples.map((example) => exampleBlock(example, item)),
    ["Input:", "", ...input.flatMap((shape) => bullets(shapeSentences(shape)))].join("\n"),
    ...(options.length === 0
      ? []
      : [["Beside it may stand:", "", ...options.map((option) => `- ${keySentence(option)}`)].join("\n")]),
    table(
      ["outcome", "meaning"],
      outcomes.map(([word, meaning]) => [`\`${word}\``, meaning]),
    ),
    ...(lostAnswers.length === 0 ? [] : [`Where an answer is lost: ${lostAnswers.join(" ")}`]),
    `Undo: ${[...undo].join("; ")}.`,
  ].join("\n\n");
}

function exampleBlock({ yaml, operations }: StepExample, item: boolean): string {
  const fence = item ? ["<!-- steps -->", "```yaml", `- ${yaml}`, "```"] : ["<!-- part -->", "```yaml", yaml, "```"];
  const block = fence.join("\n");
  return `${block}\n\nOperations:\n\n${operations.map((operation) => `- \`${operation}\``).join("\n")}`;
}

function bullets([head, ...keys]: readonly string[]): readonly string[] {
  return [`- ${head}`, ...keys.map((line) => `  - ${line}`)];
}

/** What `trigger` knows by name. */
function scheduleTable(): string {
  const rows = schedules
    .filter(({ name }) => name !== "hardware" && name !== "software")
    .map(({ name, number, title }) => [`\`${name}\``, `…${number}`, title]);
  const about =
    "What `trigger` starts, by name. Hardware and software inventory are started by `force-inventory`, so that a\nwait can follow. The titles are those of Microsoft's documentation.";
  return ["## Schedules", about, table(["name", "id", "title"], rows)].join("\n\n");
}
