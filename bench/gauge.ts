/**
 * Loaded into a measured process with `--import`, so that the program itself knows nothing of being measured. It takes
 * its marks from Node alone, and writes a Reading to the file in its own query when the process ends.
 */
import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay, PerformanceObserver } from "node:perf_hooks";

/** What was seen of one process. Everything but `startCpuMs` and `cpuMs` begins with its first connection, made or taken. */
export interface Reading {
  /** CPU, user and system, of all threads, until the first connection. */
  readonly startCpuMs: number;
  /** CPU, user and system, of all threads, of the whole process. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** The most memory that was resident at one time, in MB of a million bytes. */
  readonly peakMemoryMb: number;
  /** TCP connections that were tried, and those that were taken. */
  readonly connections: number;
  /** The worst that perf_hooks' monitorEventLoopDelay saw. */
  readonly worstDelayMs: number;
  /** The longest stretch without a turn of the loop, counting only what its thread computed: no waiting for a processor. */
  readonly worstBusyMs: number;
  /** The same, less the garbage collections in it. */
  readonly worstOwnMs: number;
  /** The longest garbage collection. */
  readonly worstCollectionMs: number;
}

/** Between two looks at the clock. */
const TICK_MS = 10;
/** Shorter ones interest nobody. */
const SHORTEST_STRETCH_MS = 20;

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cpuMs: number;
}

const file = new URL(import.meta.url).searchParams.get("file");
const delay = monitorEventLoopDelay({ resolution: TICK_MS });
const stretches: Stretch[] = [];
const collections: Pick<Stretch, "fromMs" | "toMs">[] = [];
let connections = 0;
let begin = { cpuMs: 0, wallMs: 0 };

const observer = new PerformanceObserver((list) => note(list.getEntries()));

// Every TCP connection passes here, whatever is spoken on it.
for (const channel of ["net.client.socket", "net.server.socket"]) subscribe(channel, seen);

function seen(): void {
  connections += 1;
  if (connections > 1) return;
  begin = { cpuMs: cpuMs(), wallMs: performance.now() };
  observer.observe({ entryTypes: ["gc"] });
  delay.enable();
  watch();
}

process.on("exit", () => {
  note(observer.takeRecords());
  const reading: Reading = {
    startCpuMs: begin.cpuMs,
    cpuMs: cpuMs(),
    wallMs: performance.now() - begin.wallMs,
    peakMemoryMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
    connections,
    worstDelayMs: delay.max / 1e6,
    worstBusyMs: most(stretches.map(busy)),
    worstOwnMs: most(stretches.map((stretch) => busy(stretch) - collected(stretch))),
    worstCollectionMs: most(collections.map(({ fromMs, toMs }) => toMs - fromMs)),
  };
  if (file !== null) writeFileSync(file, JSON.stringify(reading));
});

function watch(): void {
  let last = { atMs: performance.now(), cpuMs: threadCpuMs() };
  setInterval(() => {
    const now = { atMs: performance.now(), cpuMs: threadCpuMs() };
    if (now.atMs - last.atMs > SHORTEST_STRETCH_MS)
      stretches.push({ fromMs: last.atMs, toMs: now.atMs, cpuMs: now.cpuMs - last.cpuMs });
    last = now;
  }, TICK_MS).unref();
}

function note(entries: readonly { readonly startTime: number; readonly duration: number }[]): void {
  for (const { startTime, duration } of entries) collections.push({ fromMs: startTime, toMs: startTime + duration });
}

function busy({ fromMs, toMs, cpuMs }: Stretch): number {
  return Math.min(toMs - fromMs, cpuMs);
}

function collected(stretch: Stretch): number {
  return collections.reduce(
    (sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(toMs, stretch.toMs) - Math.max(fromMs, stretch.fromMs)),
    0,
  );
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Node 22 knows that of the whole process alone. */
function threadCpuMs(): number {
  const { user, system } = (process.threadCpuUsage ?? process.cpuUsage)();
  return (user + system) / 1000;
}

function most(values: readonly number[]): number {
  return values.reduce((high, value) => Math.max(high, value), 0);
}
