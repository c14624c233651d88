import { describe, expect, it } from "vitest";
import { InventoryAgent, type InventoryRow, type Manner } from "../../src/sim/agent.ts";
import { FakeClock } from "../support/fake-clock.ts";

const HARDWARE = "{00000000-0000-0000-0000-000000000001}";
const LENGTH_MS = 10_000;
const OLD: InventoryRow = { id: HARDWARE, lastCycleStarted: 1_000, major: 3, minor: 7, lastReport: 2_000 };

function agentWith(manner: Manner, row: InventoryRow | null = OLD) {
  const clock = new FakeClock();
  const agent = new InventoryAgent({
    clock,
    random: () => 0.5,
    cycleMs: [LENGTH_MS, LENGTH_MS],
    skewMs: 60_000,
    rows: row === null ? [] : [row],
    manners: { [HARDWARE]: manner },
  });
  const started = clock.now();
  const until = (ms: number) => clock.settle(clock.sleep(started + ms - clock.now()));
  return { agent, clock, until, started };
}

describe("a client's inventory agent", () => {
  it("sends a delta where a row stands: the minor version counts up, the row is written last", async () => {
    const { agent, until, started } = agentWith("reports");
    expect(agent.trigger(HARDWARE)).toBe("queued");
    await until(1_000);
    expect(agent.row(HARDWARE)).toEqual(OLD);
    await until(5_000);
    const cycle = Math.floor((started + 2_000 + 60_000) / 1_000) * 1_000;
    expect(agent.row(HARDWARE)).toEqual({ ...OLD, lastCycleStarted: cycle });
    await until(LENGTH_MS + 1);
    expect(agent.row(HARDWARE)).toEqual({
      id: HARDWARE,
      lastCycleStarted: cycle,
      major: 3,
      minor: 8,
      lastReport: started + LENGTH_MS + 60_000,
    });
    expect(agent.reports).toMatchObject([{ full: false, major: 3, minor: 8 }]);
    expect(agent.busy).toEqual([]);
  });

  it("sends a full report after a reset, and versions start again at 1.0", async () => {
    const { agent, until } = agentWith("reports");
    expect(agent.delete(HARDWARE)).toBe(true);
    expect(agent.delete(HARDWARE)).toBe(false);
    agent.trigger(HARDWARE);
    await until(LENGTH_MS - 1);
    expect(agent.row(HARDWARE)).toBeNull();
    await until(LENGTH_MS + 1);
    expect(agent.row(HARDWARE)).toMatchObject({ major: 1, minor: 0 });
    expect(agent.reports).toMatchObject([{ full: true }]);
  });

  it("drops a trigger while a cycle of the same inventory is queued or running", async () => {
    const { agent, until } = agentWith("reports");
    agent.trigger(HARDWARE);
    expect(agent.trigger(HARDWARE)).toBe("dropped");
    await until(5_000);
    expect(agent.trigger(HARDWARE)).toBe("dropped");
    await until(3 * LENGTH_MS);
    expect(agent.reports).toHaveLength(1);
    expect(agent.trigger(HARDWARE)).toBe("queued");
  });

  it("writes a delta over a reset that comes while the delta is running", async () => {
    const { agent, until } = agentWith("reports");
    agent.trigger(HARDWARE);
    await until(5_000);
    agent.delete(HARDWARE);
    await until(LENGTH_MS + 1);
    expect(agent.row(HARDWARE)).toMatchObject({ major: 3, minor: 8 });
  });

  it.each([
    ["delta-under-way", { major: 3, minor: 8 }],
    ["full-under-way", { major: 4, minor: 0 }],
  ] as const)(
    "%s: the old cycle swallows the trigger and rewrites the row, with its own date",
    async (manner, version) => {
      const { agent, until } = agentWith(manner);
      const known = agent.row(HARDWARE)?.lastCycleStarted as number;
      expect(known).toBeGreaterThan(OLD.lastCycleStarted as number);
      agent.delete(HARDWARE);
      expect(agent.trigger(HARDWARE)).toBe("dropped");
      await until(LENGTH_MS + 1);
      expect(agent.row(HARDWARE)).toMatchObject({ ...version, lastCycleStarted: known });
      expect(agent.trigger(HARDWARE)).toBe("queued");
    },
  );

  it("starts and never ends where it is stuck", async () => {
    const { agent, until } = agentWith("never-ends");
    agent.trigger(HARDWARE);
    await until(100 * LENGTH_MS);
    expect(agent.row(HARDWARE)).toMatchObject({ major: 3, minor: 7, lastReport: 2_000 });
    expect(agent.row(HARDWARE)?.lastCycleStarted).toBeGreaterThan(OLD.lastCycleStarted as number);
    expect(agent.busy).toEqual([HARDWARE]);
  });

  it("takes triggers and does nothing where it ignores them", async () => {
    const { agent, until } = agentWith("ignored", null);
    expect([agent.trigger(HARDWARE), agent.trigger(HARDWARE)]).toEqual(["queued", "queued"]);
    await until(100 * LENGTH_MS);
    expect([agent.row(HARDWARE), agent.reports, agent.busy]).toEqual([null, [], []]);
  });

  it("ends its cycles where they stand when it is closed", async () => {
    const { agent, clock, until } = agentWith("reports");
    agent.trigger(HARDWARE);
    await clock.calm();
    agent.close();
    await until(2 * LENGTH_MS);
    expect(agent.row(HARDWARE)).toEqual(OLD);
  });
});
