import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { schemaTexts } from "../../scripts/schemas.ts";
import { checkText } from "../../src/app/validate.ts";
import { createSource } from "../../src/model/source.ts";
import { EDITOR_KEYWORDS } from "../../src/text/for-editors.ts";

const ajv = new Ajv2020({ strict: false }).addVocabulary([...EDITOR_KEYWORDS]);
const fits = ajv.compile(JSON.parse(schemaTexts()["runbook.schema.json"] as string));

const steps = [{ "force-inventory": ["hardware"] }, { wait: { for: ["hardware"] } }];
const right = (targets: unknown) =>
  checkText(createSource("x", JSON.stringify({ name: "x", targets, steps }))).every(
    ({ severity }) => severity !== "error",
  );

/** Pieces of which names are made, and what people put between them. */
const piece = fc.constantFrom(
  "pc",
  "PC",
  "7",
  "0",
  "a",
  "_",
  "-",
  ".",
  "[1:9]",
  "[001:020]",
  "[a:f]",
  "[A:C:2]",
  "[9:1]",
  "[",
  "]",
  ":",
  "*",
  "?",
  " ",
  "$",
  "/",
  "::1",
  "fe80:",
  "10.3.0.1",
  "%eth0",
  "ü",
);
const word = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));

/** Whatever a run would take, an editor must not mark. */
describe("the published schema refuses nothing that is right", () => {
  it.each([
    ["a host", (text: string) => ({ hosts: [text] })],
    ["a host's name", (text: string) => ({ hosts: [{ name: text }] })],
    ["an address", (text: string) => ({ hosts: [{ name: "pc-1", address: text }] })],
    ["an exclude", (text: string) => ({ hosts: ["pc-1"], exclude: { hosts: [text] } })],
  ])("%s", (_, targets) => {
    let taken = 0;
    fc.assert(
      fc.property(word, (text) => {
        if (!right(targets(text))) return;
        taken++;
        expect([text, fits({ name: "x", targets: targets(text), steps })]).toEqual([text, true]);
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
