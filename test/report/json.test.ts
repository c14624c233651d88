import fc from "fast-check";
import { expect, it } from "vitest";
import { createFold } from "../../src/report/fold.ts";
import { safeJson, summaryJson } from "../../src/report/json.ts";
import { ended, eventsOf, planOf, started, stepDone } from "./scene.ts";

it("a summary as JSON is the same value again, a line a target, in pieces", () => {
  const plan = planOf([1_201]);
  const fold = createFold(plan);
  for (const event of eventsOf([started(plan), stepDone("pc-1", 0), ended("pc-1")])) fold.add(event);
  const pieces = [...summaryJson(fold.summary())];
  const text = pieces.join("");
  expect(JSON.parse(text)).toEqual(fold.summary());
  expect(text.match(/^\{"name":/gm)).toHaveLength(1_201);
  expect(pieces.length).toBe(5);
  expect(Object.keys(JSON.parse(text))).toEqual([
    "format",
    "run",
    "name",
    "change",
    "part",
    "status",
    "totals",
    "success",
    "continued",
    "brake",
    "windowEnded",
    "resumed",
    "requests",
    "durationMs",
    "startedAt",
    "finishedAt",
    "head",
    "targets",
  ]);
});

it("a summary without targets is JSON too", () => {
  const text = [...summaryJson(createFold(planOf([0])).summary())].join("");
  expect(JSON.parse(text).targets).toEqual([]);
});

it("JSON of any value reads back the same and holds nothing that a terminal or a pipeline obeys", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("##vso[a]", "###[a]", "\u202e", "\u009b2J", "\u{e0041}"),
  );
  fc.assert(
    fc.property(fc.dictionary(text, text), (value) => {
      const json = safeJson(value);
      expect(JSON.stringify(JSON.parse(json))).toBe(JSON.stringify(value));
      expect(json).not.toMatch(/##|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
