import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { schemaTexts } from "../../scripts/schemas.ts";
import { checkText } from "../../src/app/validate.ts";
import { createSource } from "../../src/model/source.ts";
import { stepKinds } from "../../src/steps/index.ts";
import { EDITOR_KEYWORDS } from "../../src/text/for-editors.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const texts = schemaTexts();
const examples = readdirSync(new URL("../../runbooks", import.meta.url)).filter((name) => name.endsWith(".yml"));

describe("the published schemas", () => {
  it.each(Object.keys(texts))("%s is what the code says", (name) => {
    expect(read(`schemas/${name}`).replaceAll("\r\n", "\n")).toBe(texts[name]);
  });

  it.each(Object.entries(texts))("%s is a JSON Schema 2020-12 by its own meta-schema", (_, text) => {
    const schema = JSON.parse(text);
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(new Ajv2020({ strict: true }).validateSchema(schema)).toBe(true);
  });

  it("describe each kind of step, for an editor to show", () => {
    const step = JSON.parse(texts["runbook.schema.json"] as string).properties.steps.items;
    for (const { key, summary } of stepKinds) expect(step.properties[key].description).toContain(summary);
  });

  it.each(examples)("%s fits the schema, and has no mistake", (name) => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).addVocabulary([
      ...EDITOR_KEYWORDS,
    ]);
    const validate = ajv.compile(JSON.parse(texts["runbook.schema.json"] as string));
    const text = read(`runbooks/${name}`);
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
    expect(checkText(createSource(name, text))).toEqual([]);
  });
});
