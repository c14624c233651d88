import { expect, it } from "vitest";
import { askSource } from "../../src/app/dynamic-sources.ts";
import { createSource } from "../../src/model/source.ts";

it("a source that nobody answers for is told at its place: INV228", async () => {
  const source = createSource("runbook.yml", "collections: [Laptops]");
  const entry = { kind: "collection", name: "Laptops", from: 14, to: 21 } as const;
  const { selection, diagnostics } = await askSource({}, entry, { source, excludes: false });
  expect(selection).toBeNull();
  expect(diagnostics).toMatchObject([{ code: "INV228", from: 14, to: 21 }]);
});

it("one that nobody answers for takes nobody away, and that is said: a rehearsal touches no real computer", async () => {
  const source = createSource("runbook.yml", "exclude: { collections: [VIP] }");
  const entry = { kind: "collection", name: "VIP", from: 25, to: 28 } as const;
  const { selection, diagnostics } = await askSource({}, entry, { source, excludes: true });
  expect(selection?.hosts).toEqual([]);
  expect(diagnostics).toMatchObject([{ code: "INV228", severity: "warning", from: 25, to: 28 }]);
});
