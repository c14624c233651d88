import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { planSources } from "../../src/app/plan-sources.ts";
import { loadRunbook } from "../../src/app/validate.ts";

const RUNBOOK = `name: x
targets:
  hosts: [pc-1, pc-2]
  files: [berlin.txt, bonn.csv]
  exclude: { hosts: [pc-12] }
steps: [{ force-inventory: [hardware] }]
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-sources-"));
  await put("runbook.yml", RUNBOOK);
  await put("berlin.txt", "\ufeffpc-10\r\npc-11\r\npc-12\r\n");
  await put("bonn.csv", "Name\npc-20\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (name: string, text: string) => writeFile(join(folder, name), text);
const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const row = (name: string, text: string, targets: number) => ({
  file: join(folder, name),
  digest: digest(text),
  targets,
});

it("each text is told with how many targets it gave, its digest over text without BOM and with LF", async () => {
  const { origins, selection } = await loadRunbook(join(folder, "runbook.yml"));
  expect(planSources(origins, selection.targets)).toEqual([
    row("runbook.yml", RUNBOOK, 2),
    row("berlin.txt", "pc-10\npc-11\npc-12\n", 2),
    row("bonn.csv", "Name\npc-20\n", 1),
  ]);
  expect(planSources(origins, selection.targets.slice(0, 1)).map(({ targets }) => targets)).toEqual([1, 0, 0]);
});

it("a list in the targets' stead comes first, and the runbook is none of them", async () => {
  await put("list.yml", "hosts: [pc-30]\nfiles: [bonn.csv]\n");
  const { origins, selection } = await loadRunbook(join(folder, "runbook.yml"), join(folder, "list.yml"));
  expect(planSources(origins, selection.targets).map(({ file, targets }) => [file, targets])).toEqual([
    [join(folder, "list.yml"), 1],
    [join(folder, "bonn.csv"), 1],
  ]);
});
