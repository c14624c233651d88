/** Compiles the schemas into src/text/validators.generated.cjs, so that no start of the program compiles one. */
import { writeFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { configSchema } from "../src/config/schema.ts";
import { coreStep, runbookShape } from "../src/runbook/schema.ts";
import { stepKinds } from "../src/steps/index.ts";
import { requireInput } from "../src/steps/require-input.ts";
import { targetsFileSchema, targetsSchema } from "../src/targets/schema.ts";

/** Writes the validators of the core runbook (`runbook`), a file of targets (`targets`), the user's configuration (`config`) and each kind (`step:KEY`). */
export async function buildValidators(): Promise<void> {
  const schemas: Readonly<Record<string, object>> = {
    runbook: runbookShape({ targets: targetsSchema, require: requireInput, step: coreStep }),
    targets: targetsFileSchema,
    config: configSchema,
    ...Object.fromEntries(stepKinds.map(({ key, input }) => [`step:${key}`, input])),
  };
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    messages: false,
    code: { source: true, lines: true },
  });
  // Said of words beside their schema, for editors.
  ajv.addVocabulary(["enumDescriptions"]);
  const names = new Map<string, string>();
  for (const [name, schema] of Object.entries(schemas)) {
    // TypeBox keeps notes of its own beside the schema, which a round trip leaves behind; what is said to editors alone
    // would be read at each start.
    ajv.addSchema(JSON.parse(JSON.stringify(schema, withoutProse)), name);
    names.set(`v${names.size}`, name);
  }
  const code = standalone.default(ajv, Object.fromEntries(names));
  const exported = [...names].map(([id, name]) => `${JSON.stringify(name)}: exports.${id}`);
  const target = new URL("../src/text/validators.generated.cjs", import.meta.url);
  await writeFile(target, `${code}\nmodule.exports = { ${exported.join(", ")} };\n`);
}

function withoutProse(key: string, value: unknown): unknown {
  const isProse = key === "enumDescriptions" || (key === "description" && typeof value === "string");
  return isProse ? undefined : value;
}

if (import.meta.main) await buildValidators();
