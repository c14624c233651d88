import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import { createFold } from "../../src/report/fold.ts";
import { summaryJson } from "../../src/report/json.ts";
import { ended, eventsOf, fault, planOf, resumed, started, stepDone } from "./scene.ts";

/** Maps whose keys the page lists in one row, or that are free data. */
const WHOLE = ["totals", "resumed[].raised", "part.shard", "targets[].steps[].facts"];

function keysOf(value: unknown, path = ""): readonly string[] {
  if (WHOLE.includes(path)) return [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => keysOf(item, `${path}[]`)))];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const at = path === "" ? key : `${path}.${key}`;
    return [at, ...keysOf(below, at)];
  });
}

it("docs/summary.md tells of every key of a summary, in their order, and of no other", async () => {
  const plan = planOf([2]);
  const bodies: EventBody[] = [
    { ...started(plan), part: { batches: null, shard: { index: 0, of: 2 }, from: null } } as EventBody,
    resumed(plan),
    { type: "brake-closed", limit: "max-failed", batch: 0, allowed: 0, counted: 1 },
    stepDone("pc-1", 0),
    ended("pc-1", { state: "failed", fault: fault("No client.") }),
  ];
  const fold = createFold(plan);
  for (const event of eventsOf(bodies)) fold.add(event);
  const summary: unknown = JSON.parse([...summaryJson(fold.summary())].join(""));
  const page = await readFile(new URL("../../docs/summary.md", import.meta.url), "utf8");
  const told = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key]) => key);
  expect(told).toEqual(keysOf(summary));
});
