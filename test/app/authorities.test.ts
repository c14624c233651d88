import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAuthorities } from "../../src/app/authorities.ts";
import { createTls } from "../../src/sim/tls.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-authorities-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = async (text: string) => {
  const path = join(folder, "ca.pem");
  await writeFile(path, text);
  return path;
};
const refused = (why: string) =>
  expect.objectContaining({ code: "INV305", message: expect.stringContaining(`cannot be read: ${why}`) });

describe("a file of authorities", () => {
  it("is taken as it stands, with words between its certificates", async () => {
    const { cert } = createTls([]);
    const text = `the first:\n${cert}\nand once more:\n${cert}`;
    expect(await readAuthorities(await file(text))).toBe(text);
  });

  it("that holds none, or a damaged one, is refused, and nothing of it is told", async () => {
    await expect(readAuthorities(await file("root:x:0:0\n"))).rejects.toEqual(refused("no certificate in PEM form"));
    const damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    await expect(readAuthorities(await file(damaged))).rejects.toEqual(refused("a certificate in it is damaged"));
  });

  it("that is larger than any is refused", async () => {
    const path = await file("x".repeat(8 * 1024 * 1024 + 1));
    await expect(readAuthorities(path)).rejects.toEqual(refused("it is longer than 8 MiB"));
  });

  it.skipIf(!existsSync("/dev/zero"))("without an end is refused (where there is /dev/zero)", async () => {
    await expect(readAuthorities("/dev/zero")).rejects.toEqual(refused("it is longer than 8 MiB"));
  });
});
