import { appendFile, copyFile, mkdtemp, open, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyRun } from "../../src/app/verify.ts";
import { sha256 } from "../../src/base/digest.ts";
import { CHAIN_START } from "../../src/model/event.ts";
import { type LongRun, RUN_EVENTS, TARGET_EVENTS, writeLongRun } from "../support/long-run.ts";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "invrun-verify-"));
});
afterAll(() => rm(home, { recursive: true }));

describe("of a journal of 100,000 events, given its head,", () => {
  const EVENTS = 100_000;
  let run: LongRun;
  let whole: Buffer;
  let head: string;
  beforeAll(async () => {
    run = await writeLongRun(join(home, "long"), (EVENTS - RUN_EVENTS) / TARGET_EVENTS);
    whole = await readFile(run.journal);
    head = run.hashes.at(-1) as string;
  });

  const found = () => verifyRun(run.folder, head);
  const lineOf = (at: number) => {
    let line = 1;
    for (let feed = whole.indexOf(10); feed !== -1 && feed < at; feed = whole.indexOf(10, feed + 1)) line++;
    return line;
  };
  const startOf = (line: number) => {
    let from = 0;
    for (let before = 1; before < line; before++) from = whole.indexOf(10, from) + 1;
    return from;
  };

  it("nothing is found that is not there", async () => {
    expect(await found()).toEqual({
      run: "20260102-030405-test",
      verdict: "whole",
      why: null,
      line: null,
      events: EVENTS,
      sittings: 2,
      head,
    });
  });

  it("one byte changed is found and its line named, wherever it stands and whatever it becomes", async () => {
    const length = whole.length;
    const [random] = fc.sample(fc.array(fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 255 })), size), 1);
    const lastLine = startOf(EVENTS);
    const ends = [0, 1, length - 1, length - 2, length - 3, length - 70, lastLine - 1, lastLine, lastLine + 1];
    const places = [...ends.map((at) => [at, 1] as const), ...(random as [number, number][])];
    const file = await open(run.journal, "r+");
    try {
      for (const [at, flip] of places) {
        await file.write(Buffer.from([(whole[at] as number) ^ flip]), 0, 1, at);
        expect(await found(), `byte ${at} ^ ${flip}`).toMatchObject({ verdict: "broken", line: lineOf(at) });
        await file.write(whole, at, 1, at);
      }
    } finally {
      await file.close();
    }
    expect((await found()).verdict).toBe("whole");
  });
  const size = { minLength: 16, maxLength: 16 };

  it("a line taken away, doubled, exchanged with the next, or put in is found and named", async () => {
    const lines = [...run.lines];
    const at = fc.sample(fc.integer({ min: 2, max: EVENTS - 2 }), 1)[0] as number;
    const changes: readonly (readonly [number, readonly string[]])[] = [
      [at, lines.toSpliced(at - 1, 1)],
      [1, lines.toSpliced(0, 1)],
      [at + 1, lines.toSpliced(at, 0, lines[at - 1] as string)],
      [at, lines.toSpliced(at - 1, 2, lines[at] as string, lines[at - 1] as string)],
      [EVENTS + 1, [...lines, lines[at] as string]],
    ];
    for (const [line, changed] of changes) {
      await writeFile(run.journal, `${changed.join("\n")}\n`);
      expect(await found(), `line ${line}`).toMatchObject({ verdict: "broken", line });
    }
    await writeFile(run.journal, whole);
  });

  it("whatever is cut from its end is found, and the first line that is missing is named", async () => {
    const [place] = fc.sample(fc.integer({ min: 1, max: whole.length - 1 }), 1);
    // Its last byte, its last line, a piece of that, its last sitting, and anything.
    for (const length of [
      whole.length - 1,
      startOf(EVENTS),
      startOf(EVENTS) + 40,
      startOf(run.firstSitting + 1),
      place as number,
    ].sort((a, b) => b - a)) {
      await truncate(run.journal, length);
      expect(await found(), `${length} bytes`).toMatchObject({ verdict: "broken", line: lineOf(length) });
    }
    await writeFile(run.journal, whole);
  });
});

describe("a journal", () => {
  let run: LongRun;
  let head: string;
  beforeEach(async () => {
    run = await writeLongRun(join(home, "short"), 4);
    head = run.hashes.at(-1) as string;
  });
  const put = (lines: readonly string[]) => writeFile(run.journal, lines.map((line) => `${line}\n`).join(""));
  const verdict = async (given: string | null = null) => {
    const { verdict, line, why } = await verifyRun(run.folder, given);
    return { verdict, line, why };
  };

  /** Chains changed lines anew, as a forger can. */
  const forge = async (change: (line: string, index: number) => string) => {
    let before = CHAIN_START;
    const forged = run.lines.map((line, index) => {
      const body = change(line, index).replace(/,"hash":"[0-9a-f]{64}"\}$/, "}");
      before = sha256(`${before}\n${body}`);
      return `${body.slice(0, -1)},"hash":"${before}"}`;
    });
    await put(forged);
    return before;
  };

  it("is whole by itself, by its head, and by the first 16 digits of it in either case", async () => {
    for (const given of [null, head, head.slice(0, 16), head.toUpperCase()])
      expect((await verdict(given)).verdict).toBe("whole");
  });

  it("is longer than a head from before it was gone on with, and the first line behind it is named", async () => {
    expect(await verdict(run.hashes[run.firstSitting - 1])).toMatchObject({
      verdict: "longer",
      line: run.firstSitting + 1,
    });
  });

  it("that is cut back without a head to hold it against is incomplete, not broken", async () => {
    const { lines } = run;
    await put(lines.slice(0, -1));
    expect(await verdict()).toMatchObject({ verdict: "incomplete", line: lines.length });
    await appendFile(run.journal, (lines.at(-1) as string).slice(0, 50));
    expect(await verdict()).toMatchObject({ verdict: "incomplete", line: lines.length });
    await put(lines.slice(0, run.firstSitting + 1));
    expect(await verdict()).toMatchObject({ verdict: "incomplete", line: run.firstSitting + 2 });
    await put(lines.slice(0, run.firstSitting));
    expect(await verdict()).toMatchObject({ verdict: "whole" });
  });

  it("that is empty or not there never began, or was taken away: a head tells", async () => {
    await put([]);
    expect(await verdict()).toMatchObject({ verdict: "incomplete", line: 1 });
    await rm(run.journal);
    expect(await verdict()).toMatchObject({ verdict: "incomplete", line: 1 });
    expect(await verdict(head)).toMatchObject({ verdict: "broken", line: 1 });
  });

  it("of a plan that was changed in one byte is broken, though no line of it is", async () => {
    const plan = join(run.folder, "plan.json");
    const text = await readFile(plan);
    for (const at of [0, 5, text.length >> 1, text.length - 1]) {
      const changed = Buffer.from(text);
      changed[at] = (text[at] as number) ^ 1;
      await writeFile(plan, changed);
      expect(await verdict(), `byte ${at}`).toMatchObject({ verdict: "broken", line: null });
    }
    await rm(plan);
    await expect(verdict()).rejects.toMatchObject({ code: "INV326" });
  });

  it("that tells other totals than its events is broken where it does, chained anew or not", async () => {
    const forged = await forge((line) => line.replace('"succeeded":4,"skipped":0', '"succeeded":3,"skipped":1'));
    const { verdict: is, line, why } = await verdict(forged);
    expect({ is, line }).toEqual({ is: "broken", line: run.lines.length });
    expect(why).toContain("totals");
  });

  it.each([
    ["starts once more", 7, '{"seq":6,"time":"2026-11-21T22:00:00.006Z"', 0],
    ["goes on behind the end of a sitting", 27, '{"seq":26,"time":"2026-11-21T22:00:00.026Z"', 5],
  ])("that %s is broken there, chained anew or not", async (_, line, begin, source) => {
    const like = (run.lines[source] as string).replace(/^\{"seq":\d+,"time":"[^"]+"/, begin);
    await forge((old, index) => (index === line - 1 ? like : old));
    expect(await verdict()).toMatchObject({ verdict: "broken", line });
  });

  it("of another run or part of the plan is broken at its first line", async () => {
    await forge((line, index) =>
      index === 0 ? line.replace("20260102-030405-test", "20260102-030405-test-b1") : line,
    );
    expect(await verdict()).toMatchObject({ verdict: "broken", line: 1 });
  });

  it("that a later line breaks too is broken at the first", async () => {
    await forge((line, index) => (index === 26 ? line.replace("run-resumed", "batch-finished") : line));
    await copyFile(run.journal, `${run.journal}.copy`);
    const text = await readFile(run.journal, "utf8");
    await writeFile(run.journal, text.replace('"text":"triggered 1"', '"text":"triggered 7"'));
    expect((await verdict()).line).toBeLessThan(27);
    await writeFile(run.journal, `${(await readFile(`${run.journal}.copy`, "utf8")).trimEnd()}x\n`);
    expect(await verdict()).toMatchObject({ verdict: "broken", line: 27 });
  });
});
