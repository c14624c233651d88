/** Has inputs tried by children, and notices what a child cannot say itself: that it hangs, or that it died. */
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { added, type Find, nothing, type Order, type Tally } from "./order.ts";

const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));
/** Node before 22.18 strips types only where it is asked to. */
const STRIP_TYPES = process.features.typescript ? [] : ["--experimental-strip-types"];

/** One batch of inputs; a single one is given as long. */
const BATCH = 64;
/** A batch that takes longer hangs; the machine may be busy with other things. */
const BOUND_MS = 60_000;
/** For loading what is to be tried. */
const START_MS = 60_000;
const LOOK_EVERY_MS = 100;
/** No input may need more than this: the heap of a child, in megabytes. */
const HEAP_MB = 512;

/** What is to be tried. */
export interface Trial extends Pick<Order, "kind" | "seed" | "from" | "to"> {
  readonly files?: readonly string[];
  /** Another table of kinds. */
  readonly table?: string;
  /** How long a batch may take. */
  readonly boundMs?: number;
}

/** Tries inputs, batch by batch, and those of a batch that went wrong one by one. */
export async function watch({ files = [], table = "./kinds.ts", boundMs = BOUND_MS, ...trial }: Trial): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "invrun-fuzz-"));
  const progress = join(folder, "progress");
  let total = nothing;
  try {
    const stretches = [{ from: trial.from, to: trial.to, batch: BATCH }];
    for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
      const { tally, broke } = await sitting({ ...trial, ...stretch, files, table, progress }, boundMs);
      total = added(total, tally);
      if (broke === null) continue;
      const { at, what } = broke;
      if (stretch.batch === 1) total = { ...total, finds: [...total.finds, { number: at, what }] };
      else stretches.push({ ...stretch, from: Math.min(stretch.to, at + stretch.batch) });
      const rest =
        stretch.batch === 1
          ? { from: at + 1, to: stretch.to }
          : { from: at, to: Math.min(stretch.to, at + stretch.batch) };
      if (rest.from < rest.to) stretches.push({ ...rest, batch: 1 });
    }
    return total;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Sitting {
  readonly tally: Tally;
  /** Where it broke off, the first input of the batch, and why; null where it came to its end. */
  readonly broke: { readonly at: number; readonly what: string } | null;
}

function sitting(order: Order, boundMs: number): Promise<Sitting> {
  writeFileSync(order.progress, Buffer.alloc(4));
  const child = spawn(
    process.execPath,
    [...STRIP_TYPES, `--max-old-space-size=${HEAP_MB}`, CHILD, JSON.stringify(order)],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  let cried = "";
  let hung = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    const lines = said.split("\n");
    // Only the last words count, but a stray error stands behind them.
    said = lines.slice(-3).join("\n");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    cried = `${cried}${text}`.slice(-4_000);
  });
  const stop = watchdog({ path: order.progress, boundMs }, () => {
    hung = true;
    child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const reached = stop();
      const { tally, stray } = wordsOf(said);
      if (code === 0) return resolve({ tally, broke: null });
      if (reached === 0) return reject(new Error(`the child did not begin: ${cried}`));
      const died = `the process died (${signal ?? code}):\n${cried}`;
      const what = hung ? `hung for more than ${boundMs / 1_000} s` : (stray ?? died);
      resolve({ tally, broke: { at: reached - 1, what } });
    });
  });
}

function wordsOf(said: string): { readonly tally: Tally; readonly stray: string | null } {
  let tally: Tally = nothing;
  let stray: string | null = null;
  for (const line of said.split("\n")) {
    if (!line.startsWith("{") || !line.endsWith("}")) continue;
    const word = JSON.parse(line) as Tally | { readonly stray: string };
    if ("stray" in word) stray = word.stray;
    else tally = word;
  }
  return { tally, stray };
}

/** Calls `hung` when the progress stands still for too long. What it gives ends it, and says how far the child came. */
function watchdog({ path, boundMs }: { path: string; boundMs: number }, hung: () => void): () => number {
  const file = openSync(path, "r");
  const place = Buffer.alloc(4);
  const read = () => {
    readSync(file, place, 0, 4, 0);
    return place.readUInt32LE();
  };
  let last = 0;
  let since = performance.now();
  const timer = setInterval(() => {
    const reached = read();
    if (reached !== last) since = performance.now();
    last = reached;
    if (performance.now() - since > (reached === 0 ? START_MS : boundMs)) hung();
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    const reached = read();
    closeSync(file);
    return reached;
  };
}

/** How a find is told: its first lines. */
export function findInWords({ number, what }: Find): string {
  return `input ${number}: ${what.split("\n").slice(0, 8).join("\n  ")}`;
}
