import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { holdLock, lockPath, readLocks, removeLock, writeLock } from "../../src/app/lock-file.ts";
import { Hasty, lockCase, owner } from "../support/lock-case.ts";

const { place, take, refusal, plant } = lockCase();

describe("what lies in the directory", () => {
  it.skipIf(process.platform === "win32")("is the user's alone", async () => {
    await take("one", ["pc-1"]);
    const [file] = await readdir(place.locks);
    expect((await stat(place.locks)).mode & 0o777).toBe(0o700);
    expect((await stat(join(place.locks, file as string))).mode & 0o777).toBe(0o600);
  });

  it("claims nothing while it is being written", async () => {
    await mkdir(place.locks);
    const whole = await readFile(await plant("a.lock", ["pc-1"], { end: "" }), "utf8");
    for (const length of [0, 20, whole.indexOf("\n") + 1, whole.length - 1]) {
      await writeFile(join(place.locks, "a.lock"), whole.slice(0, length));
      await (await take("ours", ["pc-1"])).release();
    }
  });

  it.each([
    ["no lock", "hello\n"],
    ["a lock of another version", `${JSON.stringify({ format: 2 })}\n[]\n`],
    [
      "a lock without an owner",
      `${JSON.stringify({ format: 1, run: "x", runsDir: "x", since: "2026-11-21", owner: null })}\n[]\n`,
    ],
    ["a list of no names", null],
  ])("%s: refused, and its path is told", async (_, text) => {
    const path = await plant("a.lock", ["pc-1"]);
    await writeFile(path, text ?? (await readFile(path, "utf8")).replace('["pc-1"]', "[1]"));
    const { code, exit, message, hint } = await refusal("ours", ["pc-1"]);
    expect({ code, exit }).toEqual({ code: "INV333", exit: 5 });
    expect(message).toContain(path);
    expect(hint).toContain("remove it");
  });

  it("cannot be written: refused, and the variable is named that leads elsewhere", async () => {
    await writeFile(place.locks, "");
    const { code, message, hint } = await refusal("ours", ["pc-1"]);
    expect(code).toBe("INV333");
    expect(message).toContain(place.locks);
    expect(hint).toContain("XDG_STATE_HOME");
  });
});

describe("a lock on disk", () => {
  const holder = { format: 1, run: "ours", runsDir: "/srv/runs", since: "2026-11-21T13:51:12.000Z", owner } as const;

  it("that was removed by somebody is not held, and not made again", async () => {
    await mkdir(place.locks);
    const path = lockPath(place.locks, "ours", "x");
    await writeLock(path, holder, ["pc-1"]);
    await removeLock(path);
    await expect(holdLock(path)).rejects.toMatchObject({ code: "INV333", message: expect.stringContaining("ENOENT") });
    expect(await readdir(place.locks)).toEqual([]);
  });

  it("is read as it was written, first asking and then holding", async () => {
    await mkdir(place.locks);
    const path = lockPath(place.locks, "ours", "x");
    await writeLock(path, holder, ["pc-1", "\n"]);
    const [asking] = await readLocks(place.locks, "");
    expect({ ...asking, names: asking?.names?.() }).toEqual({ path, holder, names: ["pc-1", "\n"], holds: false });
    await holdLock(path);
    expect((await readLocks(place.locks, ""))[0]?.holds).toBe(true);
    expect(await readLocks(place.locks, path)).toEqual([]);
  });

  it("is never written over another", async () => {
    const path = await plant("a.lock", ["pc-1"]);
    await expect(writeLock(path, holder, [])).rejects.toMatchObject({ code: "INV333" });
    expect((await readLocks(place.locks, ""))[0]?.holder.run).toBe("theirs");
  });

  it("that is none but a folder is refused", async () => {
    const path = join(place.locks, "a.lock");
    await mkdir(path, { recursive: true });
    expect((await refusal("ours", ["pc-1"])).message).toContain(path);
  });
});

describe("of those that ask at one moment", () => {
  it("exactly one goes on", async () => {
    for (let round = 0; round < 25; round++) {
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          take(`run-${i}`, ["pc-1", `pc-${i}`], { clock: new Hasty() }).then(
            (lock) => lock,
            (error) => error.code,
          ),
        ),
      );
      const held = outcomes.filter((outcome) => typeof outcome !== "string");
      expect(held).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "INV325")).toHaveLength(11);
      await held[0]?.release();
      expect(await readdir(place.locks)).toEqual([]);
    }
  });

  it.each(["0.lock", "z.lock"])("one that is gone again (%s) holds nobody up", async (file) => {
    const path = await plant(file, ["pc-1"], { end: "" });
    await take("ours", ["pc-1"], { clock: new Hasty(() => rm(path, { force: true })) });
    expect(await readdir(place.locks)).toEqual([expect.stringMatching(/^ours\./)]);
  });

  it.each(["0.lock", "z.lock"])("one that was halted in the middle of it (%s) is refused to at last", async (file) => {
    await plant(file, ["pc-1"], { end: "" });
    expect((await refusal("ours", ["pc-1"], { clock: new Hasty() })).code).toBe("INV325");
    expect(await readdir(place.locks)).toEqual([file]);
  });
});
