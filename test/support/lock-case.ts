import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { type Lock, takeLock } from "../../src/app/lock.ts";
import { type Owner, thisOwner } from "../../src/app/lock-owner.ts";
import { Refusal } from "../../src/base/refusal.ts";
import { FakeClock } from "./fake-clock.ts";

/** This process. */
export const owner = await thisOwner();

/** It stands at 14:03:12. */
const clock = new FakeClock(Date.UTC(2026, 10, 21, 14, 3, 12));

interface Others {
  readonly owner?: Owner;
  readonly clock?: FakeClock;
}

/** What is planted: whose, and what stands behind the line of names. */
interface Planted {
  readonly by?: Owner;
  readonly run?: string;
  readonly end?: string;
}

/** A state directory for each case of a file. */
export function lockCase() {
  const place = { stateDir: "", locks: "" };
  beforeEach(async () => {
    place.stateDir = await mkdtemp(join(tmpdir(), "invrun-lock-"));
    place.locks = join(place.stateDir, "locks");
  });
  afterEach(() => rm(place.stateDir, { recursive: true, force: true }));

  const take = (run: string, names: readonly string[], others: Others = {}): Promise<Lock> =>
    takeLock({ stateDir: place.stateDir, run, runsDir: "runs", names, owner, clock, ...others });
  return {
    place,
    take,
    /** What a run is refused with; fails where it is not. */
    async refusal(run: string, names: readonly string[], others?: Others): Promise<Refusal> {
      const outcome = await take(run, names, others).then(
        () => "it was not refused",
        (error) => error,
      );
      expect(outcome).toBeInstanceOf(Refusal);
      return outcome;
    },
    /** Puts a lock there by hand, of 13:51:12, and returns its path. */
    async plant(file: string, names: readonly string[], { by = owner, run = "theirs", end = "holds\n" }: Planted = {}) {
      await mkdir(place.locks, { recursive: true });
      const holder = { format: 1, run, runsDir: "/srv/runs", since: "2026-11-21T13:51:12.000Z", owner: by };
      const path = join(place.locks, file);
      await writeFile(path, `${JSON.stringify(holder)}\n${JSON.stringify(names)}\n${end}`);
      return path;
    },
  };
}

/** A clock whose pauses take a millisecond, whatever they are called: files take real time. */
export class Hasty extends FakeClock {
  #slept = 0;
  readonly #each: () => Promise<void>;

  /** `each` is done in every pause. */
  constructor(each: () => Promise<void> = async () => {}) {
    super();
    this.#each = each;
  }

  override monotonic(): number {
    return this.#slept;
  }

  override async sleep(ms: number): Promise<void> {
    this.#slept += ms;
    await this.#each();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
