import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Event } from "../../src/model/event.ts";
import type { Summary } from "../../src/model/summary.ts";
import type { TruthDocument } from "../../src/sim/truth.ts";
import { type CliResult, runCli, startSimulator } from "./cli.ts";
import { onlyJournal, readJournal } from "./journals.ts";
import { judge } from "./judge/verdict.ts";
import { writeRunbook } from "./runbooks.ts";
import { fetchTruth } from "./truth.ts";

/** One run in rough weather. */
export interface RoughOptions {
  readonly clients: number;
  readonly seed: number;
  readonly tls: boolean;
  /** Targets that talk at one time. */
  readonly concurrency: number;
  /** How long an operation may take, such as `3s`. */
  readonly operation: string;
  /** Whether what a client must be like is read first; what is read there is given up after 30 s, whatever else holds. */
  readonly requires: boolean;
  /** How long a report is waited for, such as `20s`. */
  readonly wait: string;
  /** The run is ended by force after so long, and that is a lie as well: it ought to end by itself. */
  readonly atMostMs: number;
  /** Interrupts the run, as Ctrl-C does, after each of these times. */
  readonly stopAfterMs: readonly number[];
  /** Clients that cannot be reached are tried again, until a window of some minutes ends. */
  readonly tryAgain: boolean;
  /** The program; as it was built last, if left out. */
  readonly bin?: string;
  /** What is given to `--report`, files without a folder; none if left out. */
  readonly reports?: readonly string[];
}

/** What came of it. */
export interface RoughRun {
  readonly summary: Summary;
  readonly truth: TruthDocument;
  readonly events: readonly Event[];
  readonly lies: readonly string[];
  readonly weak: readonly string[];
  /** The texts of the reports, in the order in which they were asked for. */
  readonly reports: readonly string[];
}

/** A full inventory whose operations are given up soon, so that a run is short; all that a client can be asked is asked. */
function runbookText(ca: string | null, { concurrency, requires, operation, wait, tryAgain }: RoughOptions): string {
  return `name: rough weather
${ca === null ? "" : `connection:\n  tls: true\n  ca: ${ca}\n`}rollout:
  batches: [rest]
  rate: unlimited
  logons: unlimited
  in-flight: unlimited
  max-failed: 100%
${tryAgain ? tryingAgain() : ""}  concurrency: ${concurrency}
${requires ? "require:\n  enabled: [hardware]\n" : ""}steps:
  - reset-hw-cache:
    timeout: ${operation}
  - reset-sw-cache:
    timeout: ${operation}
  - force-inventory: [hardware, software]
    timeout: ${operation}
  - wait: { for: [hardware], timeout: ${wait} }
  - wait: { for: [software], timeout: ${wait} }
    on-error: continue
  - request-policy:
    timeout: ${operation}
  - trigger: discovery
    timeout: ${operation}
`;
}

/** Windows begin and end at whole minutes; this one ends after three to four. */
const WINDOW_MS = { before: 60_000, after: 240_000 } as const;

function tryingAgain(): string {
  const at = (ms: number) => new Date(Date.now() + ms).toISOString().slice(11, 16);
  const { before, after } = WINDOW_MS;
  return `  retry-unreachable: 10s\n  window: { from: "${at(-before)}", to: "${at(after)}", zone: UTC }\n`;
}

/** Runs the built program against the built simulator, each in a process of its own, and compares the two. */
export async function runInRoughWeather(options: RoughOptions): Promise<RoughRun> {
  const { clients, seed, tls, stopAfterMs, atMostMs, bin, reports = [] } = options;
  const fleet = await startSimulator(
    ["--clients", String(clients), "--seed", String(seed), "--weather", "rough", ...(tls ? ["--tls"] : [])],
    bin,
  );
  try {
    const { env, folder: cwd, targets, ca } = fleet;
    const runbook = await writeRunbook(cwd, runbookText(ca, options));
    const asked = reports.flatMap((report) => ["--report", report]);
    const run = await runCli(["apply", runbook, "--targets", targets, "--yes", "--json", ...asked], {
      env,
      cwd,
      atMostMs,
      onStart(child) {
        for (const ms of stopAfterMs) setTimeout(() => child.kill("SIGINT"), ms).unref();
      },
      ...(bin === undefined ? {} : { bin }),
    });
    if (run.stdout === "") throw new Error(`the run ended with ${run.code} and without a summary:\n${run.stderr}`);
    const summary = JSON.parse(run.stdout) as Summary;
    const events = await readJournal(await onlyJournal(cwd));
    const truth = await fetchTruth(fleet.truth);
    const { lies, weak } = judge({ summary, events, truth });
    const files = reports.map((report) => join(cwd, report.slice(report.indexOf("=") + 1)));
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
    return {
      summary,
      truth,
      events,
      lies: [...liesOfProcess(run, usualCodes(options)), ...lies],
      weak,
      reports: texts,
    };
  } finally {
    await fleet.stop();
  }
}

/** Some clients fail in such weather, so that the code is that of failure, or of the interruption or the window's end. */
function usualCodes({ stopAfterMs, tryAgain }: RoughOptions): readonly number[] {
  return [0, 6, ...(stopAfterMs.length > 0 ? [130] : []), ...(tryAgain ? [7] : [])];
}

/** Nothing ends in a crash, and nobody is told of what went wrong inside. */
function liesOfProcess({ code, stderr }: CliResult, usual: readonly number[]): readonly string[] {
  const lies = code !== null && usual.includes(code) ? [] : [`the run ended with ${code}`];
  const cries = stderr.split("\n").filter((line) => /unhandled|warning:|\bat .*:\d+:\d+\)?$/i.test(line));
  return [...lies, ...cries.map((line) => `it said: ${line}`)];
}
