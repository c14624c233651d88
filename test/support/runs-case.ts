import { mkdir, mkdtemp, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { owner } from "./lock-case.ts";
import { type LongRun, writeLongRun } from "./long-run.ts";

/** When the journals of these cases end, give or take a second. */
export const ENDED_AT = Date.UTC(2026, 10, 21, 22);

/** A directory of runs and one for locks, for each case of a file. */
export function runsCase() {
  const place = { home: "", runsDir: "", stateDir: "" };
  beforeEach(async () => {
    place.home = await mkdtemp(join(tmpdir(), "invrun-runs-"));
    place.runsDir = join(place.home, "runs");
    place.stateDir = join(place.home, "state");
    await mkdir(place.runsDir);
  });
  afterEach(() => rm(place.home, { recursive: true, force: true }));

  const folder = (name: string) => join(place.runsDir, name);
  const write = (name: string): Promise<LongRun> => writeLongRun(folder(name), 4);
  return {
    place,
    folder,
    /** Interrupted once, and resumed to its end. */
    finished: write,
    async interrupted(name: string) {
      const { journal, lines, firstSitting } = await write(name);
      await writeFile(
        journal,
        lines
          .slice(0, firstSitting)
          .map((line) => `${line}\n`)
          .join(""),
      );
    },
    /** In the middle of a line. */
    async cutOff(name: string) {
      const { journal, lines } = await write(name);
      await truncate(journal, Buffer.byteLength(lines.slice(0, 9).join("\n")) + 30);
    },
    /** Killed before its first event. */
    async neverBegan(name: string) {
      const { journal } = await write(name);
      await truncate(journal, 20);
      await utimes(join(folder(name), "plan.json"), ENDED_AT / 1_000, ENDED_AT / 1_000);
    },
    /** As the run's own process, which is this one, would hold its targets. */
    async lock(name: string, by = owner) {
      const locks = join(place.stateDir, "locks");
      await mkdir(locks, { recursive: true });
      const holder = { format: 1, run: name, runsDir: place.runsDir, since: "2026-11-21T13:51:12.000Z", owner: by };
      await writeFile(join(locks, `${name}.lock`), `${JSON.stringify(holder)}\n["pc-1"]\nholds\n`);
    },
  };
}
