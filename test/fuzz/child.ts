/** Tries inputs in a process of its own, so that one that hangs or breaks it does not take along whoever watches. */
import { createHash } from "node:crypto";
import { openSync, readFileSync, writeSync } from "node:fs";
import { makeInput } from "./inputs.ts";
import type { Kind } from "./kind.ts";
import type { kinds as Kinds } from "./kinds.ts";
import type { Find, Order, Tally } from "./order.ts";

const order = JSON.parse(process.argv[2] as string) as Order;
const { files, seed, from, to, batch } = order;
/** Enough to see what is wrong. */
const MOST_FINDS = 20;
/** An input may need so much of a processor, whatever else the machine is busy with: all other clients wait meanwhile. */
const MOST_CPU_MS = 500;
/** The best of so many tries counts. */
const SLOW_TRIES = 3;

const finds: Find[] = [];
const digest = createHash("sha256");
let accepted = 0;
let refused = 0;
let slowest = { number: from, ms: 0 };

const place = Buffer.alloc(4);
const progress = openSync(order.progress, "r+");
/** Says where it goes now: the number of the first input of a batch, plus one. */
function mark(number: number): void {
  place.writeUInt32LE(number + 1);
  writeSync(progress, place, 0, 4, 0);
}

// What nobody waits for ends the child at once, as it would end the program; the batch is then tried one by one.
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    process.stdout.write(`${JSON.stringify({ stray: wordsOf(error) })}\n`, () => process.exit(3));
  });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function tell(): void {
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const tally: Tally = { accepted, refused, slowest, peakMb, finds, digest: digest.copy().digest("hex") };
  process.stdout.write(`${JSON.stringify(tally)}\n`);
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function checkSlow(kind: Kind, input: Buffer): Promise<void> {
  const { mostCpuMs = MOST_CPU_MS } = kind;
  let least = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < SLOW_TRIES; tried += 1) {
    const start = cpuMs();
    await kind.try(input);
    least = Math.min(least, cpuMs() - start);
  }
  if (least > mostCpuMs) throw new Error(`${input.length} bytes take ${Math.round(least)} ms of a processor`);
}

async function tryOne(kind: Kind, number: number): Promise<void> {
  const file = files[number];
  const input = file === undefined ? makeInput(kind, seed, number) : readFileSync(file);
  digest.update(input);
  const start = performance.now();
  try {
    const verdict = await kind.try(input);
    const ms = Math.round((performance.now() - start) * 10) / 10;
    if (ms > slowest.ms) slowest = { number, ms };
    if (ms > (kind.mostCpuMs ?? MOST_CPU_MS) && kind.waits !== true) await checkSlow(kind, input);
    if (verdict === "accepted") accepted += 1;
    else refused += 1;
  } catch (error) {
    finds.push({ number, what: wordsOf(error) });
  }
}

const { kinds } = (await import(order.table)) as { readonly kinds: typeof Kinds };
const kind = await kinds[order.kind]?.();
if (kind === undefined) throw new Error(`there is no kind ${order.kind}`);
for (let at = from; at < to && finds.length < MOST_FINDS; at += batch) {
  mark(at);
  const numbers = Array.from({ length: Math.min(batch, to - at) }, (_, index) => at + index);
  if (kind.waits) await Promise.all(numbers.map((number) => tryOne(kind, number)));
  else for (const number of numbers) await tryOne(kind, number);
  // Rejections that nobody waits for are told between turns of the event loop.
  await new Promise(setImmediate);
  // Of a batch that does not come to its end nothing is told: it is tried again.
  tell();
}
await kind.close?.();
