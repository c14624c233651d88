import { mkdir, readdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type PruneRule, planPruning, removeRuns } from "../../src/app/prune.ts";
import { readRuns } from "../../src/app/runs.ts";
import { sealPlan } from "../../src/plan/file.ts";
import { sealedPlan } from "../fuzz/plans.ts";
import { owner } from "../support/lock-case.ts";
import { ENDED_AT, runsCase } from "../support/runs-case.ts";

const { place, folder, finished, interrupted, cutOff, neverBegan, lock } = runsCase();
const DAY = 86_400_000;
const rule: PruneRule = { olderThanMs: 90 * DAY, unfinished: false, now: ENDED_AT + 91 * DAY };

async function planned(by: Partial<PruneRule> = {}) {
  const { going, kept } = await planPruning(await readRuns(place), { ...rule, ...by });
  return { going: going.map(({ run }) => run), kept: kept.map(({ run, why }) => `${run}: ${why}`) };
}

async function pruned(by: Partial<PruneRule> = {}) {
  const whole = { ...rule, ...by };
  const { going } = await planPruning(await readRuns(place), whole);
  return removeRuns(going, { stateDir: place.stateDir, rule: whole });
}

describe("pruning", () => {
  it("takes runs of which nothing was heard for so long, and says nothing of the others", async () => {
    await finished("a");
    await neverBegan("b");
    expect(await planned()).toEqual({ going: ["a", "b"], kept: [] });
    expect(await planned({ now: ENDED_AT + 89 * DAY })).toEqual({ going: [], kept: [] });
    expect(await pruned()).toEqual([]);
    expect(await readdir(place.runsDir)).toEqual([]);
  });

  it("leaves those that did not come to their end, unless it is told to take them", async () => {
    await interrupted("a");
    await cutOff("b");
    expect(await planned()).toEqual({
      going: [],
      kept: [expect.stringMatching(/^a: .*--unfinished/), expect.stringMatching(/^b: .*--unfinished/)],
    });
    expect((await planned({ unfinished: true })).going).toEqual(["a", "b"]);
  });

  it("never takes one that is under way, or may be", async () => {
    await finished("a");
    await cutOff("b");
    await lock("a");
    await lock("b", { ...owner, host: "elsewhere", machine: "another", boot: "another" });
    expect(await planned({ unfinished: true })).toEqual({
      going: [],
      kept: ["a: It is under way.", "b: It is under way."],
    });
  });

  it("leaves one whose plan may still be applied, since its folder says that it was", async () => {
    await finished("a");
    const expiresAt = new Date(rule.now + DAY).toISOString();
    await writeFile(join(folder("a"), "plan.json"), sealPlan({ ...sealedPlan.plan, expiresAt }).text);
    expect((await planned()).kept).toEqual([expect.stringContaining(`until ${expiresAt}`)]);
    expect((await planned({ now: rule.now + 2 * DAY })).going).toEqual(["a"]);
  });

  it("leaves a folder in which anything else lies, and whatever cannot be read", async () => {
    await finished("a");
    await finished("b");
    await finished("c");
    await writeFile(join(folder("a"), "notes.txt"), "mine");
    await mkdir(join(folder("b"), "plan.json.0123abcd"));
    await writeFile(join(folder("c"), "journal.ndjson"), "nothing\n");
    const { going, kept } = await planned();
    expect(going).toEqual([]);
    expect(kept).toEqual([
      "a: notes.txt in its folder is not invrun's.",
      "b: plan.json.0123abcd in its folder is not invrun's.",
      "c: Its journal cannot be read.",
    ]);
  });

  it("takes what a run left that was killed while it saved its plan", async () => {
    await finished("a");
    await writeFile(join(folder("a"), "plan.json.0123abcd"), "{");
    await pruned();
    expect(await readdir(place.runsDir)).toEqual([]);
  });

  // Making one takes a right on Windows that not everybody has.
  it.skipIf(process.platform === "win32")("follows no link, neither to a folder nor to a file", async () => {
    await finished("../real");
    await symlink(join(place.home, "real"), folder("a"));
    await finished("b");
    await rename(join(folder("b"), "journal.ndjson"), join(place.home, "journal.ndjson"));
    await symlink(join(place.home, "journal.ndjson"), join(folder("b"), "journal.ndjson"));
    expect(await planned()).toEqual({
      going: [],
      kept: ["a: It is a link to a folder elsewhere.", "b: journal.ndjson in its folder is not invrun's."],
    });
  });

  it("leaves what has changed while a person thought about it", async () => {
    await finished("a");
    await finished("b");
    await finished("c");
    await finished("d");
    const { going } = await planPruning(await readRuns(place), rule);
    await lock("a");
    await writeFile(join(folder("b"), "notes.txt"), "mine");
    await interrupted("c");
    expect(await removeRuns(going, { stateDir: place.stateDir, rule })).toEqual([
      { run: "a", why: "It is under way." },
      { run: "b", why: "notes.txt in its folder is not invrun's." },
      { run: "c", why: expect.stringContaining("did not come to its end") },
    ]);
    expect(await readdir(place.runsDir)).toEqual(["a", "b", "c"]);
    expect((await readdir(folder("b"))).sort()).toEqual(["journal.ndjson", "notes.txt", "plan.json"]);
  });

  it("that was cut off in the middle is gone on with by the next", async () => {
    await finished("a");
    await rename(folder("a"), folder("a.pruned"));
    await pruned();
    expect(await readdir(place.runsDir)).toEqual([]);
  });
});
