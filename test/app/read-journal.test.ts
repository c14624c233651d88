import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Journal } from "../../src/app/journal.ts";
import { readJournal } from "../../src/app/read-journal.ts";
import { systemClock } from "../../src/base/clock.ts";
import type { Event } from "../../src/model/event.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-journal-"));
  path = join(folder, "journal.ndjson");
});
afterEach(() => rm(folder, { recursive: true }));

const options = () => ({
  path,
  clock: systemClock,
  onFailure: (fault: Error) => {
    throw fault;
  },
});

async function write(events: number): Promise<void> {
  const journal = await Journal.create(options());
  for (let index = 0; index < events; index++)
    journal.record({ type: "noted", target: "pc-1", step: 0, text: `remark ${index} "ü"` });
  await journal.close();
}

async function read(): Promise<{
  readonly seen: readonly Event[];
  readonly end: Awaited<ReturnType<typeof readJournal>>;
}> {
  const seen: Event[] = [];
  const end = await readJournal(path, (event) => seen.push(event));
  return { seen, end };
}

describe("a journal that is read", () => {
  it("gives every event, the head, and where it ends", async () => {
    await write(500);
    const { seen, end } = await read();
    expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, index) => index));
    expect(end).toEqual({
      events: 500,
      head: seen.at(-1)?.hash,
      bytes: (await readFile(path)).length,
      torn: 0,
    });
  });

  it.each([1, 20, 100])(
    "with a last line that is torn after %i bytes ends before it, and is gone on with there",
    async (bytes) => {
      await write(3);
      const whole = await readFile(path);
      await tear(whole, bytes);
      const { end } = await read();
      expect(end).toMatchObject({ events: 3, bytes: whole.length, torn: bytes });
      const journal = await Journal.resume(options(), end);
      journal.record({ type: "noted", target: "pc-1", step: 0, text: "later" });
      await journal.close();
      const again = await read();
      expect(again.seen.map((event) => "text" in event && event.text).at(-1)).toBe("later");
      expect(again.end).toMatchObject({ events: 4, torn: 0 });
    },
  );

  it("that lacks only the last line feed lost that event too: nobody was told that it is safe", async () => {
    await write(3);
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, -1));
    expect((await read()).end.events).toBe(2);
  });

  it("names the line at which any one byte was changed", async () => {
    await write(6);
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (whole[at] as number) ^ 1;
      await writeFile(path, changed);
      const line = whole.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
      // Without the last line feed the last line counts as torn: the head, kept elsewhere, tells.
      if (at === whole.length - 1) expect((await read()).end.events).toBe(5);
      else
        await expect(read(), `byte ${at}`).rejects.toMatchObject({
          code: "INV331",
          message: expect.stringMatching(new RegExp(`at line ${line}\\.$`)),
        });
    }
  });

  // The Unicode Standard 3.9, U+FFFD substitution of maximal subparts: F0 BF BD is read as one U+FFFD, like EF BF BD.
  it("names the line at which a replacement character was changed into bytes that are read as one", async () => {
    const journal = await Journal.create(options());
    for (let index = 0; index < 3; index++)
      journal.record({ type: "noted", target: "pc-1", step: 0, text: `a\ufffdb ${index}` });
    await journal.close();
    const changed = await readFile(path);
    const at = changed.indexOf("\ufffd", changed.indexOf("\n"));
    changed[at] = 0xf0;
    expect(changed.toString()).toBe((await readFile(path)).toString());
    await writeFile(path, changed);
    await expect(read()).rejects.toMatchObject({ code: "INV331", message: expect.stringContaining("at line 2.") });
  });

  it("names the line before which one was taken away, or after which one was put in", async () => {
    await write(6);
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    const put = async (changed: readonly string[]) => writeFile(path, `${changed.join("\n")}\n`);
    await put(lines.toSpliced(2, 1));
    await expect(read()).rejects.toMatchObject({ code: "INV331", message: expect.stringContaining("at line 3.") });
    await put(lines.toSpliced(4, 0, lines[4] as string));
    await expect(read()).rejects.toMatchObject({ code: "INV331", message: expect.stringContaining("at line 6.") });
  });

  it("may be empty, and must be there", async () => {
    await writeFile(path, "");
    expect((await read()).end).toMatchObject({ events: 0, bytes: 0, torn: 0 });
    await rm(path);
    await expect(read()).rejects.toMatchObject({ code: "INV326", message: expect.stringContaining("ENOENT") });
  });

  it("is read in pieces, wherever these are cut", async () => {
    const journal = await Journal.create(options());
    for (let index = 0; index < 40; index++)
      journal.record({ type: "noted", target: "pc-1", step: 0, text: "ü".repeat(50_000) });
    await journal.close();
    expect((await read()).end.events).toBe(40);
  });
});

/** A line that was begun: what the disk holds after a crash. */
async function tear(whole: Buffer, bytes: number): Promise<void> {
  await writeFile(path, whole);
  await appendFile(path, whole.subarray(0, bytes));
}
