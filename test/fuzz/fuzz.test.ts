import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeInput } from "./inputs.ts";
import type { Kind } from "./kind.ts";
import { kinds } from "./kinds.ts";
import { findInWords, watch } from "./watch.ts";

const INPUTS = 400;
const { seed = Math.floor(Math.random() * 2 ** 31) } = fc.readConfigureGlobal();
const FOUND = fileURLToPath(new URL("./found/", import.meta.url));
const found = readdirSync(FOUND);

async function kindOf(name: string): Promise<Kind> {
  const kind = await kinds[name]?.();
  if (kind === undefined) throw new Error(`there is no kind ${name}`);
  return kind;
}

async function digestOf(name: string): Promise<string> {
  const kind = await kindOf(name);
  const digest = createHash("sha256");
  for (let number = 0; number < INPUTS; number += 1) digest.update(makeInput(kind, seed, number));
  return digest.digest("hex");
}

describe.each(Object.keys(kinds))("inputs of kind %s", (kind) => {
  it(`are read or turned away, whatever they hold (npm run fuzz -- --kind ${kind} --seed ${seed})`, async () => {
    const { accepted, refused, finds, digest } = await watch({ kind, seed, from: 0, to: INPUTS });
    expect(finds.map(findInWords)).toEqual([]);
    expect(accepted + refused).toBe(INPUTS);
    expect(digest, "the same inputs in every process").toBe(await digestOf(kind));
  });

  it("are made from one that is right", async () => {
    const subject = await kindOf(kind);
    expect(await subject.try(subject.samples[0] as Buffer)).toBe("accepted");
    await subject.close?.();
  });
});

describe.each(found)("inputs of kind %s", (kind) => {
  const files = readdirSync(`${FOUND}${kind}`).map((name) => `${FOUND}${kind}/${name}`);

  it("that were not read as they ought to be once are now", async () => {
    const { accepted, refused, finds } = await watch({ kind, seed, from: 0, to: files.length, files });
    expect(finds.map((find) => `${files[find.number]}, ${findInWords(find)}`)).toEqual([]);
    expect(accepted + refused).toBe(files.length);
  });
});
