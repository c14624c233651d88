import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isTrusted, PROJECT_FILE, projectFile, revoke, trust, trusted } from "../../src/app/trust.ts";

const at = "2026-01-02T03:04:05.000Z";
let folder: string;
let project: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-trust-"));
  project = await realpath(await mkdtemp(join(tmpdir(), "invrun-project-")));
});
afterEach(async () => {
  for (const gone of [folder, project]) await rm(gone, { recursive: true, force: true });
});

it("trust is in one text at one path, until it is taken back", async () => {
  const path = join(project, PROJECT_FILE);
  expect(await isTrusted(path, "a", folder)).toBe(false);
  // SHA-256 of "a", FIPS 180-4 as sha256sum(1) has it.
  const digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
  expect(await trust({ path, text: "a", at }, folder)).toEqual({ path, digest, at });
  expect(await isTrusted(path, "a", folder)).toBe(true);
  expect(await isTrusted(path, "b", folder)).toBe(false);
  expect(await isTrusted(`${path}.other`, "a", folder)).toBe(false);
  expect(await trusted(folder)).toEqual([{ path, digest, at }]);
  expect(await revoke(project, folder)).toBe(true);
  expect(await revoke(project, folder)).toBe(false);
  expect(await isTrusted(path, "a", folder)).toBe(false);
});

it("of two projects trusted at once both stay trusted", async () => {
  const paths = ["one", "two"].map((name) => join(project, name, PROJECT_FILE));
  await Promise.all(paths.map((path) => trust({ path, text: "a", at }, folder)));
  expect((await trusted(folder)).map(({ path }) => path)).toEqual(paths);
});

it("a project's file is known by its real path; where there is none there is no project", async () => {
  expect(await projectFile(project)).toBeNull();
  await writeFile(join(project, PROJECT_FILE), "");
  expect(await projectFile(join(project, "."))).toBe(join(project, PROJECT_FILE));
});

it("trust that cannot be written is refused", async () => {
  await writeFile(join(folder, "file"), "");
  const path = join(project, PROJECT_FILE);
  await expect(trust({ path, text: "a", at }, join(folder, "file"))).rejects.toMatchObject({ code: "INV350", exit: 5 });
});

it("a record that somebody else wrote badly is no trust", async () => {
  const path = join(project, PROJECT_FILE);
  await trust({ path, text: "a", at }, folder);
  const [name] = (await import("node:fs")).readdirSync(folder);
  for (const text of ["{}", "null", "[", '{"path":1,"digest":"x","at":"y"}']) {
    await writeFile(join(folder, name as string), text);
    expect(await isTrusted(path, "a", folder)).toBe(false);
    expect(await trusted(folder)).toEqual([]);
  }
});
