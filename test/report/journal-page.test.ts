import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { schemaTexts } from "../../scripts/schemas.ts";

interface Branch {
  readonly properties: { readonly type?: { readonly const: string } };
}

it("docs/journal.md tells of every type of event that the schema has, and of no other", () => {
  const page = readFileSync(new URL("../../docs/journal.md", import.meta.url), "utf8");
  const rows = page.slice(page.indexOf("| event | what it tells |")).split("\n\n")[0] as string;
  const told = rows
    .split("\n")
    .slice(2)
    .flatMap((row) => [...(row.split("|")[1] as string).matchAll(/`([\w-]+)`/g)].map(([, type]) => type));
  const { anyOf } = JSON.parse(schemaTexts()["event.schema.json"] as string) as { readonly anyOf: readonly Branch[] };
  const types = anyOf.flatMap(({ properties: { type } }) => type?.const ?? []);
  expect(told.toSorted()).toEqual(types.toSorted());
});
