import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LockTaker, startLockTaker } from "../support/lock-takers.ts";

let stateDir: string;
let takers: LockTaker[];
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "invrun-lock-"));
  takers = [];
});
afterEach(async () => {
  await Promise.all(
    takers.map((taker) => taker.process.exitCode === null && taker.process.signalCode === null && taker.kill()),
  );
  await rm(stateDir, { recursive: true, force: true });
});

async function start(run: string, names: readonly string[]): Promise<LockTaker> {
  const taker = await startLockTaker(stateDir, run, names);
  takers.push(taker);
  return taker;
}

describe.skipIf(!process.features.typescript)("processes (of a Node that runs TypeScript)", () => {
  it("that ask at the same moment: exactly one holds the targets, each time", async () => {
    await Promise.all(Array.from({ length: 5 }, (_, i) => start(`run-${i}`, ["pc-1", `pc-${i + 2}`])));
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(takers.map((taker) => taker.ask("take")));
      expect(answers.toSorted()).toEqual(["INV325", "INV325", "INV325", "INV325", "held"]);
      await Promise.all(takers.map((taker) => taker.ask("release")));
      expect(await readdir(join(stateDir, "locks"))).toEqual([]);
    }
  });

  it("one that was killed in the midst of its work frees its targets", async () => {
    const first = await start("one", ["pc-1"]);
    const second = await start("two", ["pc-1"]);
    expect(await first.ask("take")).toBe("held");
    expect(await second.ask("take")).toBe("INV325");
    await first.kill();
    expect(await readdir(join(stateDir, "locks"))).toEqual([expect.stringMatching(/^one\./)]);
    expect(await second.ask("take")).toBe("held");
    expect(await readdir(join(stateDir, "locks"))).toEqual([expect.stringMatching(/^two\./)]);
  });

  it("several that find the same dead lock: exactly one takes it over, each time", async () => {
    await Promise.all(Array.from({ length: 4 }, (_, i) => start(`run-${i}`, ["pc-1"])));
    for (let round = 0; round < 5; round++) {
      const victim = await start("victim", ["pc-1"]);
      expect(await victim.ask("take")).toBe("held");
      await victim.kill();
      const living = takers.slice(0, 4);
      const answers = await Promise.all(living.map((taker) => taker.ask("take")));
      expect(answers.toSorted()).toEqual(["INV325", "INV325", "INV325", "held"]);
      await Promise.all(living.map((taker) => taker.ask("release")));
    }
  });

  it.skipIf(process.platform === "win32")("one that is halted keeps them: it may go on", async () => {
    const first = await start("one", ["pc-1"]);
    const second = await start("two", ["pc-1"]);
    expect(await first.ask("take")).toBe("held");
    first.process.kill("SIGSTOP");
    expect(await second.ask("take")).toBe("INV325");
    first.process.kill("SIGCONT");
    expect(await first.ask("release")).toBe("free");
    expect(await second.ask("take")).toBe("held");
  });
});
