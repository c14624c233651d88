import { appendFile, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRuns } from "../../src/app/runs.ts";
import { sealPlan } from "../../src/plan/file.ts";
import { runsTable } from "../../src/report/runs-table.ts";
import { sealedPlan } from "../fuzz/plans.ts";
import { owner } from "../support/lock-case.ts";
import { runsCase } from "../support/runs-case.ts";

const { place, folder, finished, interrupted, cutOff, neverBegan, lock } = runsCase();

async function only() {
  const rows = await readRuns(place);
  expect(rows).toHaveLength(1);
  return rows[0];
}

describe("a run in the list", () => {
  it("that came to its end has its totals, and cannot be resumed", async () => {
    const { lines } = await finished("a");
    expect(await only()).toMatchObject({
      run: "a",
      folder: folder("a"),
      name: "test",
      state: "finished",
      targets: 4,
      totals: { succeeded: 4, "not-started": 0 },
      resumable: false,
      startedAt: "2026-11-21T22:00:00.000Z",
      lastAt: new Date(Date.UTC(2026, 10, 21, 22) + lines.length - 1).toISOString(),
      lastedMs: lines.length - 1,
    });
  });

  it("that was interrupted can be resumed", async () => {
    await interrupted("a");
    expect(await only()).toMatchObject({
      state: "interrupted",
      totals: { succeeded: 2, "not-started": 2 },
      resumable: true,
    });
  });

  it("that was cut off is told as such, without totals", async () => {
    await cutOff("a");
    expect(await only()).toMatchObject({ state: "cut-off", totals: null, targets: 4, resumable: true });
  });

  it("that is finished but for the line feed was cut off: nobody was told that it ended", async () => {
    const { journal } = await finished("a");
    const text = await readFile(journal);
    await writeFile(journal, text.subarray(0, -1));
    expect((await only())?.state).toBe("cut-off");
  });

  it("that was killed before its first event never began", async () => {
    await neverBegan("a");
    const unbegun = { state: "never-began", name: null, lastAt: "2026-11-21T22:00:00.000Z", resumable: false };
    expect(await only()).toMatchObject(unbegun);
    await rm(join(folder("a"), "journal.ndjson"));
    expect(await only()).toMatchObject(unbegun);
  });

  it("that is under way is told with who, where and since when", async () => {
    await cutOff("a");
    await lock("a");
    expect(await only()).toMatchObject({
      state: "under-way",
      resumable: false,
      atWork: { by: owner.by, host: owner.host, pid: process.pid, since: "2026-11-21T13:51:12.000Z", sure: true },
    });
  });

  it("whose process has died is not under way, and one on another machine may be", async () => {
    await cutOff("a");
    await lock("a", { ...owner, started: "another time" });
    expect((await only())?.state).toBe("cut-off");
    await lock("a", { ...owner, host: "elsewhere", machine: "another", boot: "another" });
    expect(await only()).toMatchObject({ state: "under-way", atWork: { host: "elsewhere", sure: false } });
  });

  it("of the same name in another directory is another run", async () => {
    await cutOff("a");
    await lock("a");
    expect((await readRuns({ ...place, runsDir: join(place.home, "elsewhere") })).length).toBe(0);
    expect((await only())?.state).toBe("under-way");
  });

  it.each([
    ["is no event", "nothing\n"],
    ["is no first event", '{"seq":0,"time":"2026-11-21T22:00:00.000Z","type":"window-ended","hash":""}\n'],
    [
      "says what no event says",
      '{"seq":0,"time":"2026-11-21T22:00:00.000Z","type":"run-started","run":"a","name":7,"plan":"","part":{"batches":null,"shard":null},"operator":{"by":"","host":"","account":""},"steps":[],"targets":"many"}\n',
    ],
  ])("whose first line %s cannot be read, and the others can", async (_, line) => {
    const { journal } = await finished("a");
    await finished("b");
    await writeFile(journal, line);
    expect((await readRuns(place)).map(({ run, state }) => [run, state])).toEqual([
      ["a", "unreadable"],
      ["b", "finished"],
    ]);
  });

  it("whose end tells a status or totals that there are not was cut off", async () => {
    const { journal, lines } = await finished("a");
    for (const change of [
      ['"status":"finished"', '"status":"\\u001b[31m"'],
      ['"succeeded":4', '"succeeded":"4"'],
    ] as const) {
      await writeFile(journal, `${lines.slice(0, -1).join("\n")}\n${lines.at(-1)?.replace(change[0], change[1])}\n`);
      expect((await only())?.state).toBe("cut-off");
    }
  });

  it("has the number of its change, and until when its plan may be applied, however long its plan is", async () => {
    await finished("a");
    const { plan } = sealedPlan;
    const change = 'CHG "1" \\ ü';
    const text = "x: \n".repeat(100_000);
    await writeFile(
      join(folder("a"), "plan.json"),
      sealPlan({ ...plan, change, runbook: { ...plan.runbook, text } }).text,
    );
    expect(await only()).toMatchObject({ change, planExpiresAt: plan.expiresAt });
    await writeFile(join(folder("a"), "plan.json"), sealPlan({ ...plan, change: null, expiresAt: null }).text);
    expect(await only()).toMatchObject({ change: null, planExpiresAt: null });
  });

  it("is found by its ends where a first line or a last is longer than what is read at once", async () => {
    const { journal, lines } = await finished("a");
    const without = Array.from({ length: 20_000 }, (_, index) => `gone-${index}.corp.example`);
    const first = (lines[0] as string).replace('"from":null', `"from":null,"without":${JSON.stringify(without)}`);
    const long = (lines[5] as string).replace('"type":', `"note":"${"x".repeat(300_000)}","type":`);
    await writeFile(journal, `${[first, ...lines.slice(1, -1), long, lines.at(-1)].join("\n")}\n`);
    expect((await only())?.state).toBe("finished");
    await writeFile(journal, `${[first, ...lines.slice(1), long].join("\n")}\n`);
    expect((await only())?.state).toBe("cut-off");
    await appendFile(journal, "x".repeat(200_000));
    expect(await only()).toMatchObject({
      state: "cut-off",
      part: { without: expect.arrayContaining(["gone-7.corp.example"]) },
    });
  });

  // Making one takes a right on Windows that not everybody has.
  it.skipIf(process.platform === "win32")("may lie elsewhere, behind a link", async () => {
    await finished("../real");
    await symlink(join(place.home, "real"), folder("a"));
    expect((await only())?.run).toBe("a");
  });
});

describe("the table of runs", () => {
  it("has a line each, oldest first, and leaves columns out that are empty", async () => {
    await interrupted("20261121-220000-bbbb");
    await finished("20261120-220000-aaaa");
    await neverBegan("20261122-220000-cccc");
    expect(runsTable(await readRuns(place), null)).toEqual([
      "run                   started               lasted  runbook  state",
      "20261120-220000-aaaa  2026-11-21 22:00 UTC  51ms    test     finished: 4 succeeded",
      "20261121-220000-bbbb  2026-11-21 22:00 UTC  25ms    test     interrupted: 2 succeeded, 2 not started; can be resumed",
      "20261122-220000-cccc                                         never began",
    ]);
  });

  it("fits the terminal, and shows what a name would have it obey", async () => {
    const { journal, lines } = await finished("a");
    const first = (lines[0] as string).replace('"name":"test"', '"name":"\\u001b[31m##vso[x]"');
    await writeFile(journal, `${[first, ...lines.slice(1)].join("\n")}\n`);
    const rows = await readRuns(place);
    expect(runsTable(rows, null)[1]).toContain("\\u{1b}[31m#\\u{23}vso[x]");
    for (const line of runsTable(rows, 40)) expect(line.length).toBeLessThanOrEqual(40);
  });
});
