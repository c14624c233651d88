import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Owner } from "../../src/app/lock-owner.ts";
import { lockCase, owner } from "../support/lock-case.ts";

const { place, take, refusal, plant } = lockCase();

const started = (text: string): Owner => ({ ...owner, started: text });

describe("two runs", () => {
  it("over overlapping targets refuse each other, and say who, since when and on which", async () => {
    await plant("a.lock", ["pc-1", "pc-2", "pc-3", "pc-4", "pc-5"], { by: { ...owner, by: "marta" } });
    const { code, exit, message, hint } = await refusal("ours", ["pc-2", "pc-3", "pc-4", "pc-5", "pc-6"]);
    expect({ code, exit }).toEqual({ code: "INV325", exit: 5 });
    expect(message).toBe(
      `Run theirs is at work on 4 of 5 targets (marta on ${owner.host}, process ${process.pid}, since 2026-11-21T13:51:12.000Z, for 12m now): pc-2, pc-3, pc-4 and 1 more.`,
    );
    expect(hint).toContain(join("/srv/runs", "theirs"));
    expect(hint).toContain("--exclude");
  });

  it("over different targets go on side by side", async () => {
    await take("one", ["pc-1"]);
    await take("two", ["pc-2"]);
    expect(await readdir(place.locks)).toHaveLength(2);
  });

  it("one after the other go on: the lock is given back", async () => {
    const first = await take("one", ["pc-1"]);
    await first.release();
    expect(await readdir(place.locks)).toEqual([]);
    await take("two", ["pc-1"]);
  });

  it("that are the same run refuse each other, and are told so", async () => {
    await take("one", ["pc-1"]);
    const { code, message } = await refusal("one", ["pc-1"]);
    expect(code).toBe("INV325");
    expect(message).toContain("Run one is being carried out already");
  });

  it("one refused leaves nothing behind", async () => {
    await take("one", ["pc-1"]);
    await refusal("two", ["pc-1"]);
    expect(await readdir(place.locks)).toEqual([expect.stringMatching(/^one\./)]);
  });

  it("several that stand in the way: the one with the most is named, the others counted", async () => {
    await plant("a.lock", ["pc-1"], { run: "small" });
    await plant("b.lock", ["pc-2", "pc-3"], { run: "large" });
    const { message } = await refusal("ours", ["pc-1", "pc-2", "pc-3"]);
    expect(message).toContain("Run large is at work on 2 of 3 targets");
    expect(message).toContain("Further runs at work on some of them: 1.");
  });
});

// As docs/targets.md has it: "One computer, one name".
describe("one computer", () => {
  it.each([
    ["PC-1", "pc-1"],
    ["pc-1", "PC-1.corp.example"],
    ["pc-1.corp.example", "Pc-1"],
    ["10.0.0.1", "10.0.0.1"],
  ])("is %s as well as %s", async (theirs, ours) => {
    await take("one", [theirs]);
    expect((await refusal("two", [ours])).code).toBe("INV325");
  });

  it.each([
    ["pc-1.berlin.example", "pc-1.paris.example"],
    ["pc-1", "pc-10"],
    ["10.0.0.1", "10.0.0.2"],
  ])("is not both %s and %s", async (theirs, ours) => {
    await take("one", [theirs]);
    await take("two", [ours]);
  });
});

describe("a lock whose owner is dead", () => {
  it.each([
    ["since its number is another process's now", started("1")],
    ["since the machine has started anew", { ...owner, boot: "another boot" }],
    ["since no process has its number", { ...owner, pid: 2 ** 30 }],
  ])("%s, is taken over", async (why, by) => {
    // Where neither boot nor start can be told, nothing but the number is left to judge by.
    if (why.includes("anew") && owner.boot === null) by = { ...owner, pid: 2 ** 30 };
    const path = await plant("a.lock", ["pc-1"], { by });
    await take("ours", ["pc-1"]);
    await expect(stat(path)).rejects.toThrow("ENOENT");
  });

  it("is cleared away though it has other targets, and though it was never finished", async () => {
    await plant("a.lock", ["pc-7"], { by: started("1") });
    await plant("b.lock", ["pc-1"], { by: started("1"), end: "" });
    await take("ours", ["pc-1"]);
    expect(await readdir(place.locks)).toEqual([expect.stringMatching(/^ours\./)]);
  });
});

describe("a lock that cannot be judged from here", () => {
  it.each([
    ["of another host", { ...owner, boot: "other", host: "jump-02" }],
    ["of another host of the same name", { ...owner, boot: "other", machine: "other" }],
    ["of another container", { ...owner, namespace: "pid:[1]" }],
    ["of a process whose start is not known", { ...owner, started: null }],
  ])("%s stands, and the way out is told", async (_, by) => {
    const path = await plant("a.lock", ["pc-1"], { by });
    const { code, message, hint } = await refusal("ours", ["pc-1"]);
    expect(code).toBe("INV325");
    expect(message).toContain(`on ${by.host}`);
    expect(hint).toContain(`remove ${path}`);
  });
});

it("50,000 targets are locked and compared", async () => {
  const names = Array.from({ length: 50_000 }, (_, i) => `pc-${i}.corp.example`);
  const lock = await take("one", names);
  expect(
    (
      await refusal(
        "two",
        names.map((name) => name.toUpperCase()),
      )
    ).message,
  ).toContain("50,000 of 50,000 targets");
  await take(
    "three",
    names.map((name) => `lab-${name}`),
  );
  await lock.release();
});
