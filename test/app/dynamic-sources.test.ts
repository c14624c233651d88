import { expect, it } from "vitest";
import { askSource } from "../../src/app/dynamic-sources.ts";
import { createSource } from "../../src/model/source.ts";

it("a source that nobody answers for is told at its place: INV129", async () => {
  const source = createSource("runbook.yml", "collections: [Laptops]");
  const entry = { kind: "collection", name: "Laptops", from: 14, to: 21 } as const;
  const { selection, diagnostics } = await askSource({}, entry, { source, excludes: false });
  expect(selection).toBeNull();
  expect(diagnostics).toMatchObject([{ code: "INV129", from: 14, to: 21 }]);
});
