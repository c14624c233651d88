import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { asAnsibleTells, asWeTell, inventoriesIn } from "./ansible.ts";
import { drawnInventory } from "./drawn-inventory.ts";
import { ansibleInventory } from "./presence.ts";

/** The constructs of Ansible's own pages ("How to build your inventory", "Windows Remote Management"), one by one. */
const folder = join(import.meta.dirname, "inventories");
const stranger = ansibleInventory();
const PATIENCE_MS = 120_000;

describe(`an inventory reads as ${stranger.name} reads it`, () => {
  it.skipIf(stranger.absent).each(inventoriesIn(folder))(
    "%s: the same hosts, groups and variables",
    async (file) => {
      const path = join(folder, file);
      expect(await asWeTell(path)).toEqual(await asAnsibleTells(path));
    },
    PATIENCE_MS,
  );
});

describe(`inventories that nobody wrote read as ${stranger.name} reads them`, () => {
  const scratch = mkdtempSync(join(tmpdir(), "invrun-inventories-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.skipIf(stranger.absent).each([
    ["ini", 1],
    ["ini", 2],
    ["ini", 3],
    ["yml", 4],
    ["yml", 5],
    ["yml", 6],
  ] as const)(
    "in %s, drawn by %i",
    async (ending, seed) => {
      const path = join(scratch, `drawn-${seed}.${ending}`);
      writeFileSync(path, drawnInventory(ending, seed));
      const ours = await asWeTell(path);
      expect(Object.keys(ours.hosts).length).toBeGreaterThan(50);
      expect(ours).toEqual(await asAnsibleTells(path));
    },
    PATIENCE_MS,
  );
});
