/** Compiles the schemas into src/text/validators.generated.cjs, so that no start of the program compiles one. */
import { writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { coreStep, runbookShape } from "../src/runbook/schema.ts";
import { stepKinds } from "../src/steps/index.ts";
import { targetsFileSchema, targetsSchema } from "../src/targets/schema.ts";

const schemas: Record<string, object> = {
  runbook: runbookShape(targetsSchema, coreStep),
  targets: targetsFileSchema,
  ...Object.fromEntries(stepKinds.map(({ key, input }) => [`step:${key}`, input])),
};

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, code: { source: true, lines: true } });
const names: Record<string, string> = {};
for (const [name, schema] of Object.entries(schemas)) {
  // TypeBox keeps notes of its own beside the schema, which a round trip leaves behind.
  ajv.addSchema(JSON.parse(JSON.stringify(schema)), name);
  names[`v${Object.keys(names).length}`] = name;
}
const code = standalone.default(ajv, names);
const renamed = Object.entries(names).map(([id, name]) => `exports[${JSON.stringify(name)}] = exports.${id}; delete exports.${id};`);
const target = new URL("../src/text/validators.generated.cjs", import.meta.url);
writeFileSync(target, `${code}\n${renamed.join("\n")}\n`);
