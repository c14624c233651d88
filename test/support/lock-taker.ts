import { createInterface } from "node:readline";
import { type Lock, takeLock } from "../../src/app/lock.ts";
import { thisOwner } from "../../src/app/lock-owner.ts";
import { systemClock } from "../../src/base/clock.ts";
import { Refusal } from "../../src/base/refusal.ts";

/**
 * A process of its own that takes a lock at `take` and gives it back at `release`, a line each on standard input; it
 * answers `ready` first, then `held`, the code of a refusal, or `free`. Arguments: state directory, run, names.
 */
const [stateDir = "", run = "", ...names] = process.argv.slice(2);
let release: Lock["release"] = async () => {};
const owner = await thisOwner();
console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "take") console.log(await take());
  if (line === "release") {
    await release();
    console.log("free");
  }
}

async function take(): Promise<string> {
  try {
    const lock = await takeLock({ stateDir, run, runsDir: "runs", names, owner, clock: systemClock });
    release = lock.release;
    return "held";
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
}
