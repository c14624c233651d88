/** Writes the published JSON Schemas to schemas/ from the values that also check and type the texts. */
import { mkdir, writeFile } from "node:fs/promises";
import { configSchema } from "../src/config/schema.ts";
import { doctorSchema } from "../src/report/published/doctor.ts";
import { eventSchema } from "../src/report/published/event.ts";
import { summarySchema } from "../src/report/published/summary.ts";
import { runbookUnion } from "../src/runbook/union.ts";
import { stepKinds } from "../src/steps/index.ts";
import { requireInput } from "../src/steps/require-input.ts";
import { publishedTargets, publishedTargetsFile } from "../src/targets/published.ts";
import { forEditors } from "../src/text/for-editors.ts";

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** The text of each schema by its file's name. */
export function schemaTexts(): Readonly<Record<string, string>> {
  const print = (schema: object) => `${JSON.stringify({ $schema: DIALECT, ...schema }, null, 2)}\n`;
  return {
    "runbook.schema.json": print(runbookUnion({ targets: publishedTargets, require: requireInput }, stepKinds)),
    "targets.schema.json": print(forEditors(publishedTargetsFile)),
    "config.schema.json": print(forEditors(configSchema)),
    "doctor.schema.json": print(doctorSchema),
    "event.schema.json": print(eventSchema),
    "summary.schema.json": print(summarySchema),
  };
}

/** Writes them all. */
export async function writeSchemas(): Promise<void> {
  const folder = new URL("../schemas/", import.meta.url);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(schemaTexts())) await writeFile(new URL(name, folder), text);
}

if (import.meta.main) await writeSchemas();
