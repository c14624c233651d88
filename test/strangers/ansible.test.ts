import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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

/** Variables beside an inventory: in a file with an ending and without, in JSON, in a folder; what begins with a dot is none. */
const BESIDE = {
  "group_vars/all.yml": "level: file-all\nshared: file-all\nports: [80, 443]\n",
  "group_vars/coast": "# Without an ending it is YAML too.\nlevel: file-coast\ncoast: yes\n",
  "group_vars/west/10-tide.yml": "level: file-west\ntide: 1.5\n",
  "group_vars/west/20-level.json": '{ "level": "file-west-later", "from": "json" }\n',
  "group_vars/west/.hidden.yml": "level: never\n",
  "host_vars/e-1.yaml": "own: file-host\nspare: ~\n",
};

describe(`variables beside an inventory read as ${stranger.name} reads them`, () => {
  const scratch = mkdtempSync(join(tmpdir(), "invrun-beside-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.skipIf(stranger.absent)(
    "of groups and of hosts, in the same order of precedence",
    async () => {
      for (const [file, text] of Object.entries(BESIDE)) {
        mkdirSync(dirname(join(scratch, file)), { recursive: true });
        writeFileSync(join(scratch, file), text);
      }
      const path = join(scratch, "beside.ini");
      copyFileSync(join(folder, "beside.ini"), path);
      const ours = await asWeTell(path);
      expect(ours.hosts["w-1"]).toMatchObject({ tide: 1.5, from: "json" });
      expect(ours).toEqual(await asAnsibleTells(path));
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
