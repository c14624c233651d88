import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const at = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const ajv = new Ajv2020({ strict: false, allErrors: true });
const isRight = ajv.compile(JSON.parse(at("schemas/config.schema.json")));

describe("the published schema of a configuration", () => {
  const blocks = [...at("docs/credentials.md").matchAll(/^<!-- config -->\n```yaml\n(.*?)^```$/gms)];

  it("takes the example of the page", () => {
    expect(blocks).toHaveLength(1);
    for (const [, text] of blocks) expect(isRight(parse(text as string))).toBe(true);
  });

  it.each([
    "credentials: { corp: { username: u, password: hunter2 } }",
    "credentials: { corp: { username: u, password: { value: x } } }",
    "credentials: { corp: { tickets: false } }",
    "credentials: { corp: { colour: red } }",
    "credentials: { corp: [] }",
    "credentials: { corp: { username: u, password: { command: pass } } }",
    "credentials: { corp: { username: u, password: { key-store: no-slash } } }",
    "credentials: []",
    "credential: {}",
  ])("takes no %s", (text) => {
    expect(isRight(parse(text))).toBe(false);
  });
});
