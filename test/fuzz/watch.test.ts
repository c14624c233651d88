import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { watch } from "./watch.ts";

const folder = mkdtempSync(join(tmpdir(), "invrun-inputs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const files = Array.from({ length: 6 }, (_, number) => {
  const path = join(folder, String(number));
  writeFileSync(path, String(number));
  return path;
});

it.each([
  ["throws", "TypeError: not what was expected", 60_000],
  ["hangs", "hung for more than 2 s", 2_000],
  ["waits", "hung for more than 2 s", 2_000],
  ["strays", "nobody waits for this", 60_000],
  ["hoards", "the process died", 60_000],
  ["tarries", "of a processor", 60_000],
])("an input that %s is found, and the others are tried all the same", async (kind, what, boundMs) => {
  const trial = { kind, seed: 1, from: 0, to: files.length, files, table: "./broken-kinds.ts", boundMs };
  const { finds, accepted } = await watch(trial);
  expect(finds.map(({ number }) => number)).toEqual([3]);
  expect(finds[0]?.what).toContain(what);
  expect(accepted).toBeGreaterThanOrEqual(files.length - 1);
});
