import { execFileSync, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSignature, type SignatureFile, signHead } from "../../src/app/signature.ts";

const HEAD = { run: "20260102-030405-test", events: 1_234, head: "0123456789abcdef".repeat(4) };
/** What docs/reports.md says is signed. */
const TEXT = `invrun journal head 1\n${HEAD.run}\n1234\n${HEAD.head}\n`;

let folder: string;
let signed: SignatureFile;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-signature-"));
  for (const name of ["own", "other"]) {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    await writeFile(at(`${name}.key`), privateKey.export({ format: "pem", type: "pkcs8" }));
    await writeFile(at(`${name}.pem`), publicKey.export({ format: "pem", type: "spki" }));
  }
  signed = await signHead(HEAD, at("own.key"));
});
afterAll(() => rm(folder, { recursive: true }));

async function check(file: unknown, key = "own.pem") {
  await writeFile(at("signature.json"), typeof file === "string" ? file : JSON.stringify(file));
  return checkSignature(at("signature.json"), at(key));
}

describe("a signature of a head", () => {
  it("vouches for run, number of events and head", async () => {
    expect(await check(signed)).toEqual(HEAD);
  });

  it.each<[string, Partial<SignatureFile>]>([
    ["run", { run: "20260102-030405-tesu" }],
    ["number of events", { events: 1_235 }],
    ["head", { head: `1${HEAD.head.slice(1)}` }],
  ])("says nothing of another %s", async (_, change) => {
    await expect(check({ ...signed, ...change })).rejects.toMatchObject({ code: "INV337", exit: 5 });
  });

  it("is not that of another key, nor what is no signature at all", async () => {
    await expect(check(signed, "other.pem")).rejects.toMatchObject({ code: "INV337" });
    for (const signature of ["", "AAAA", "x".repeat(86)])
      await expect(check({ ...signed, signature })).rejects.toMatchObject({ code: "INV337" });
  });

  it.each<[string, unknown]>([
    ["no JSON", "{"],
    ["null", null],
    ["of another format", { format: 2 }],
    ["of another algorithm", { algorithm: "none" }],
    ["without a signature", { signature: 1 }],
    ["of a head that is no hash", { head: "" }],
    ["of a run whose name has lines of its own", { run: "a\n1\nb" }],
  ])("that is %s cannot be read", async (_, change) => {
    const file = typeof change === "object" && change !== null ? { ...signed, ...change } : change;
    await expect(check(file)).rejects.toMatchObject({ code: "INV336", exit: 2 });
  });

  it("is made and checked with Ed25519 keys alone", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    await writeFile(at("ec.key"), privateKey.export({ format: "pem", type: "pkcs8" }));
    await writeFile(at("ec.pem"), publicKey.export({ format: "pem", type: "spki" }));
    await expect(signHead(HEAD, at("ec.key"))).rejects.toMatchObject({
      code: "INV336",
      message: expect.stringContaining("kind ec"),
    });
    await expect(check(signed, "ec.pem")).rejects.toMatchObject({ code: "INV336" });
    for (const path of ["missing.key", "own.pem"])
      await expect(signHead(HEAD, at(path))).rejects.toMatchObject({ code: "INV336" });
  });
});

const openssl = spawnSync("openssl", ["version"], { encoding: "utf8" });
const absent = openssl.status !== 0 || !/^OpenSSL [3-9]/.test(openssl.stdout);

describe.skipIf(absent)("openssl (skipped where OpenSSL 3 is absent)", () => {
  const run = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, encoding: "utf8" });

  it("verifies what we sign", async () => {
    await writeFile(at("head.txt"), TEXT);
    await writeFile(at("head.sig"), Buffer.from(signed.signature, "base64"));
    const verify = ["-verify", "-pubin", "-inkey", "own.pem", "-rawin", "-in", "head.txt", "-sigfile", "head.sig"];
    expect(run("pkeyutl", ...verify)).toContain("Signature Verified Successfully");
  });

  it("signs with a key of its own what we verify", async () => {
    run("genpkey", "-algorithm", "ed25519", "-out", "theirs.key");
    run("pkey", "-in", "theirs.key", "-pubout", "-out", "theirs.pem");
    await writeFile(at("head.txt"), TEXT);
    run("pkeyutl", "-sign", "-inkey", "theirs.key", "-rawin", "-in", "head.txt", "-out", "theirs.sig");
    const signature = (await readFile(at("theirs.sig"))).toString("base64");
    expect(await check({ ...signed, signature }, "theirs.pem")).toEqual(HEAD);
  });
});
