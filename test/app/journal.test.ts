import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Journal } from "../../src/app/journal.ts";
import { systemClock } from "../../src/base/clock.ts";
import { sha256 } from "../../src/base/digest.ts";
import type { Fault } from "../../src/base/fault.ts";
import { CHAIN_START, type Event } from "../../src/model/event.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-journal-"));
});
afterEach(() => rm(folder, { recursive: true }));

const failures: Fault[] = [];
const create = (name = "journal.ndjson") =>
  Journal.create({ path: join(folder, name), clock: systemClock, onFailure: (fault) => failures.push(fault) });

describe("a journal", () => {
  it("holds every event in order, each chained to the one before", async () => {
    const journal = await create();
    for (let i = 0; i < 50; i++) journal.record({ type: "noted", target: "pc-1", step: 0, text: `remark ${i} "ü"` });
    await journal.recordFirst({ type: "sending", target: "pc-1", step: 0, operation: "delete x", attempt: 1 });
    await journal.close();
    const lines = (await readFile(join(folder, "journal.ndjson"), "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(51);
    let head = CHAIN_START;
    for (const [seq, line] of lines.entries()) {
      const event = JSON.parse(line) as Event;
      expect(event.seq).toBe(seq);
      const body = `${line.slice(0, line.lastIndexOf(',"hash":'))}}`;
      expect(event.hash).toBe(sha256(`${head}\n${body}`));
      head = event.hash;
    }
  });

  it("shows an event to observers only once it stands in the file", async () => {
    const journal = await create();
    const onDisk: boolean[] = [];
    const { readFileSync } = await import("node:fs");
    journal.observe(({ seq }) => {
      const lines = readFileSync(join(folder, "journal.ndjson"), "utf8").split("\n").length - 1;
      onDisk.push(lines > seq);
    });
    journal.record({ type: "batch-started", batch: 0, targets: 1 });
    await journal.recordFirst({ type: "batch-finished", batch: 0 });
    await journal.close();
    expect(onDisk).toEqual([true, true]);
  });

  it("is never begun over another", async () => {
    await (await create()).close();
    await expect(create()).rejects.toMatchObject({ code: "EEXIST" });
  });

  it.skipIf(process.platform !== "linux")("refuses every change once it can no longer be written", async () => {
    failures.length = 0;
    const onFailure = (fault: Fault) => failures.push(fault);
    const journal = new Journal(await open("/dev/full", "a"), { path: "/dev/full", clock: systemClock, onFailure });
    await expect(journal.recordFirst({ type: "batch-finished", batch: 0 })).rejects.toMatchObject({ code: "INV904" });
    await expect(journal.recordFirst({ type: "batch-finished", batch: 1 })).rejects.toMatchObject({ code: "INV904" });
    expect(failures).toHaveLength(1);
    await journal.close();
  });
});
