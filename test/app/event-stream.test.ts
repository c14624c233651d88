import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventStream, type Sink } from "../../src/app/event-stream.ts";
import { Journal } from "../../src/app/journal.ts";
import { readJournal } from "../../src/app/read-journal.ts";
import { systemClock } from "../../src/base/clock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-events-"));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const options = (name: string) => ({ path: at(name), clock: systemClock, onFailure: () => {} });
const followed = { run: "20260102-030405-test", tool: "invrun test" };
const note = (journal: Journal, text: string) => journal.record({ type: "noted", target: "pc-1", step: 0, text });

/** A reader: what it has got, and a door that can be shut in front of it. */
function reader() {
  const state = { text: "", calls: 0, largest: 0, door: Promise.resolve() };
  const sink: Sink = async (bytes) => {
    state.calls += 1;
    state.largest = Math.max(state.largest, bytes.length);
    await state.door;
    state.text += bytes.toString();
  };
  return {
    state,
    sink,
    lines: () => state.text.trimEnd().split("\n"),
    /** Waits until so many lines have come. */
    async until(lines: number) {
      while (state.text.split("\n").length - 1 < lines) await new Promise(setImmediate);
    },
  };
}

describe("a stream of events", () => {
  it("begins with its format, its schema and the run, and is the journal line by line", async () => {
    const { sink, lines, until } = reader();
    const journal = await Journal.create(options("a"));
    const end = new EventStream(sink).follow(journal, followed);
    for (let index = 0; index < 500; index++) note(journal, `remark ${index} "ü"`);
    await until(2);
    note(journal, "later");
    await journal.close();
    end();
    await until(502);
    const [head, ...events] = lines();
    expect(JSON.parse(head as string)).toEqual({
      format: 1,
      schema: "invrun/schemas/event.schema.json",
      run: "20260102-030405-test",
      from: 0,
      tool: "invrun test",
    });
    expect(head).toMatch(/^\{"format":1,"schema":"/);
    const journalled = (await readFile(at("a"), "utf8")).trimEnd().split("\n");
    expect(events.map((line) => JSON.parse(line))).toEqual(journalled.map((line) => JSON.parse(line)));
  });

  it("of a run that is gone on with has the events of this sitting alone, and says where they begin", async () => {
    const before = await Journal.create(options("a"));
    for (const text of ["one", "two"]) note(before, text);
    await before.close();
    const { sink, lines, until } = reader();
    const journal = await Journal.resume(options("a"), await readJournal(at("a"), () => {}));
    const end = new EventStream(sink).follow(journal, followed);
    note(journal, "three");
    await journal.close();
    end();
    await until(2);
    expect(lines().map((line) => JSON.parse(line))).toMatchObject([{ from: 2 }, { seq: 2, text: "three" }]);
  });

  it("waits for a reader that stands still, and holds neither the run up nor more than a piece of it", async () => {
    const { state, sink, lines, until } = reader();
    let open = () => {};
    state.door = new Promise((resolve) => {
      open = resolve;
    });
    const journal = await Journal.create(options("a"));
    const end = new EventStream(sink).follow(journal, followed);
    for (let index = 0; index < 20_000; index++) note(journal, `remark ${index}`);
    await journal.close();
    end();
    expect({ text: state.text, calls: state.calls }).toEqual({ text: "", calls: 1 });
    open();
    await until(20_001);
    expect(
      lines()
        .slice(1)
        .map((line) => (JSON.parse(line) as { seq: number }).seq),
    ).toEqual(Array.from({ length: 20_000 }, (_, index) => index));
    expect(state.largest).toBeLessThanOrEqual(64 * 1024);
  });

  it.each(["EPIPE", "EOF", "ENOSPC"])("ends with its reader (%s); the run and its journal go on", async (code) => {
    let calls = 0;
    const stream = new EventStream(async () => {
      calls += 1;
      if (calls > 1) throw Object.assign(new Error(code), { code });
    });
    for (const name of ["a", "b"]) {
      const journal = await Journal.create(options(name));
      const end = stream.follow(journal, followed);
      for (let index = 0; index < 10; index++) {
        note(journal, "remark");
        await new Promise(setImmediate);
      }
      await journal.close();
      end();
      expect((await readJournal(at(name), () => {})).events).toBe(10);
    }
    expect(calls).toBe(2);
  });

  it("of several runs has them one after the other, also where a reader is slow", async () => {
    const { state, sink, lines, until } = reader();
    let open = () => {};
    state.door = new Promise((resolve) => {
      open = resolve;
    });
    const stream = new EventStream(sink);
    for (const name of ["a", "b"]) {
      const journal = await Journal.create(options(name));
      const end = stream.follow(journal, { ...followed, run: name });
      for (let index = 0; index < 3; index++) note(journal, name);
      await journal.close();
      end();
    }
    open();
    await until(8);
    const told = lines().map((line) => JSON.parse(line) as { run?: string; text?: string });
    expect(told.map(({ run, text }) => run ?? text)).toEqual(["a", "a", "a", "a", "b", "b", "b", "b"]);
  });

  it("has a line whole that is longer than a piece", async () => {
    const { sink, lines, until } = reader();
    const journal = await Journal.create(options("a"));
    const end = new EventStream(sink).follow(journal, followed);
    const long = "ü".repeat(200_000);
    for (const text of ["short", long, "short"]) note(journal, text);
    await journal.close();
    end();
    await until(4);
    expect(
      lines()
        .slice(1)
        .map((line) => (JSON.parse(line) as { text: string }).text),
    ).toEqual(["short", long, "short"]);
  });

  it("escapes what a terminal or a pipeline would obey, and says the same", async () => {
    const { sink, lines, until } = reader();
    const journal = await Journal.create(options("a"));
    const end = new EventStream(sink).follow(journal, followed);
    const hostile = "##vso[task.complete] \u001b[31m \u202e \u2028 \u009b ::error::";
    note(journal, hostile);
    await journal.close();
    end();
    await until(2);
    const line = lines()[1] as string;
    expect(line).not.toMatch(/##|[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(JSON.parse(line)).toMatchObject({ text: hostile });
  });

  it("ends where its journal is changed under it", async () => {
    const { state, sink, until } = reader();
    const journal = await Journal.create(options("a"));
    const end = new EventStream(sink).follow(journal, followed);
    await until(1);
    let open = () => {};
    state.door = new Promise((resolve) => {
      open = resolve;
    });
    note(journal, "one");
    await new Promise((resolve) => setTimeout(resolve, 20));
    note(journal, "two");
    await journal.close();
    await writeFile(at("a"), "x".repeat(1_000));
    open();
    end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(state.text.split("\n")).toHaveLength(3);
  });
});
