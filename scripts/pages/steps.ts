import type { Json } from "../../src/base/json.ts";
import { schedules } from "../../src/configmgr/schedules.ts";
import type { StepKind } from "../../src/model/step.ts";
import { stepKinds } from "../../src/steps/index.ts";
import { opening, type Page, table } from "./page.ts";
import { type InputSchema, inYaml, samples } from "./sample.ts";

const ABOUT = `
A step is recognised by its key. Beside it may stand \`name\`, \`timeout\` (of one operation; not beside a wait),
\`retries\` and \`on-error: stop | continue\`. What stands under *operations* is exactly what is sent to the computer.
`.trim();

/** docs/steps.md: every kind of step with an example of each of its shapes and the operations it stands for. */
export function stepsPage(): Page {
  return {
    path: "docs/steps.md",
    text: `${[opening("Steps", "src/steps"), ABOUT, ...stepKinds.map(section), scheduleTable()].join("\n")}`.replace(
      /\n{3,}/g,
      "\n\n",
    ),
  };
}

function section(kind: StepKind): string {
  const schema = kind.input as InputSchema;
  const parts = [
    `\n## ${kind.key}\n`,
    kind.summary,
    `\n*${kind.changes ? "Changes something on the client" : "Changes nothing on the client"}.*\n`,
  ];
  const notes = descriptions(schema);
  if (notes.length > 0) parts.push(`${notes.map((note) => `- ${note}`).join("\n")}\n`);
  for (const input of samples(schema)) parts.push(example(kind, input as Json));
  const undo = new Set(samples(schema).map((input) => kind.undo(input as Json)));
  parts.push(`\nUndo: ${[...undo].join("; ")}.\n`);
  return `${parts.join("\n")}\n`;
}

/** What `trigger` knows by name. */
function scheduleTable(): string {
  const rows = schedules
    .filter(({ name }) => name !== "hardware" && name !== "software")
    .map(({ name, number, title }) => [`\`${name}\``, `…${number}`, title]);
  return `\n## Schedules\n\nWhat \`trigger\` starts, by name. Hardware and software inventory are started by \`force-inventory\`, so that a\nwait can follow. The titles are those of Microsoft's documentation.\n\n${table(["name", "id", "title"], rows)}\n`;
}

function example(kind: StepKind, input: Json): string {
  const operations = kind.describe(input).map((operation) => `- \`${operation}\``);
  return `\n\`\`\`yaml\n- ${`${kind.key}: ${inYaml(input)}`.trim()}\n\`\`\`\n\nOperations:\n\n${operations.join("\n")}\n`;
}

/** What the schema says of the input, shape by shape, property by property. */
function descriptions(schema: InputSchema): readonly string[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(descriptions);
  const own = schema.description === undefined ? [] : [schema.description];
  const properties = Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
    value.description === undefined ? [] : [`\`${key}\`: ${value.description}`],
  );
  return [...own, ...properties];
}
