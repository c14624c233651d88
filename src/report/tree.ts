import { Listr, ListrDefaultRendererLogLevels, ListrLogger, type ListrTask, ProcessOutput, Spinner } from "listr2";
import type { Clock } from "../base/clock.ts";
import type { Plan } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import { createFrames } from "./frame.ts";
import { sharesRows, TARGET_ROWS } from "./layout.ts";
import { createPaint, type Paint } from "./paint.ts";
import { printable } from "./printable.ts";
import { createProgress } from "./progress.ts";
import { KEPT_FAILURES } from "./progress-shape.ts";
import type { Reporter } from "./reporter.ts";
import { createSettling, type Settling } from "./settling.ts";
import { stepLabel } from "./step-label.ts";
import { createSurface } from "./surface.ts";

/** Where the tree is drawn, and by which clock. */
export interface TreeOptions {
  /** A terminal, standard error as a rule. */
  readonly output: NodeJS.WriteStream;
  readonly color: boolean;
  /** Where the terminal does not say how wide it is. */
  readonly columns: number;
  readonly clock: Clock;
  /** What earlier sittings came to; absent or null for the first. */
  readonly before?: Summary | null;
}

/** Between two frames, in milliseconds. */
const FRAME_MS = 100;

/** A row of the tree. Its title is set without a repaint; the next frame shows it. An empty title hides it. */
interface Row {
  title?: string;
}

/** The rows that exist so far; they come into being with the tasks above them. */
interface Rows {
  batches: readonly Row[];
  readonly steps: (readonly Row[])[];
  failures: readonly Row[];
  seats: readonly Row[];
  last: readonly Row[];
}

/**
 * A run as a listr2 task tree: run → batches → steps, with a few rows for single targets and the last failures. It
 * mirrors the engine: each task's body awaits what the events tell. Titles change only when a frame is due, ten times
 * a second, so the cost does not grow with the number of targets.
 */
export function createTree(plan: Plan, options: TreeOptions): Reporter {
  const { output, clock } = options;
  const progress = createProgress(plan, options.before);
  const settling = createSettling(progress);
  const draw = createFrames(plan, progress);
  const surface = createSurface(output, options.columns);
  const rows: Rows = { batches: [], steps: [], failures: [], seats: [], last: [] };

  const refresh = () => {
    const { columns, rows: lines } = surface;
    const frame = draw({ now: clock.now(), columns, lines, closed: settling.closed });
    setTitles(list.tasks, [frame.run]);
    setTitles(rows.batches, frame.batches);
    frame.steps.forEach((titles, batch) => {
      setTitles(rows.steps[batch] ?? [], titles);
    });
    setTitles(rows.failures, frame.failures);
    setTitles(rows.seats, frame.seats);
    setTitles(rows.last, [frame.last]);
  };
  const beat = new Beat(clock, refresh);
  const look = lookOf(createPaint(options.color), surface, beat);
  // The renderer looks at standard output alone to tell whether there is a terminal; this tree is told.
  const list = new Listr<object, "default", "default">([runTask(plan, settling, rows, refresh)], {
    renderer: "default",
    rendererOptions: look,
    fallbackRenderer: "default",
    fallbackRendererOptions: look,
    exitOnError: false,
    registerSignalListeners: false,
  });
  let failure: unknown = null;
  const shown = list.run().catch((error: unknown) => {
    beat.stop();
    failure = error;
  });

  return {
    onEvent(event) {
      progress.add(event);
      settling.settle(event, refresh);
    },
    async close() {
      settling.close(refresh);
      await shown;
      await new Promise<void>((resolve) => output.write("", () => resolve()));
      const broken = failure ?? beat.failure;
      if (broken !== null) throw broken;
    },
  };
}

function setTitles(rows: readonly Row[], titles: readonly string[]): void {
  rows.forEach((row, at) => {
    row.title = titles[at] ?? "";
  });
}

/** The whole tree. Tasks run side by side, since order and limits are the engine's. `grown` is told of new rows. */
function runTask(plan: Plan, settling: Settling, rows: Rows, grown: () => void): ListrTask {
  const options = { concurrent: true, exitOnError: false };
  const batchTask = (row: number, settled: (step: number) => Promise<boolean>): ListrTask => ({
    title: `Batch ${row + 1}`,
    task: (_context, task) => {
      const steps = plan.steps.map((step, at) => rowTask(stepLabel(step), settled(at)));
      const below = task.newListr(steps, options);
      rows.steps[row] = below.tasks;
      grown();
      return below;
    },
  });
  const batches = sharesRows(plan)
    ? [rowTask("", settling.run), batchTask(1, () => settling.run)]
    : plan.batches.map((_, batch) => batchTask(batch, (step) => settling.step(batch, step)));
  const failures = Array.from({ length: KEPT_FAILURES }, (_, at) => rowTask("", settling.failure(at)));
  const seats = Array.from({ length: TARGET_ROWS }, () => rowTask("", settling.seats));
  return {
    title: printable(plan.name),
    task: (_context, task) => {
      const below = task.newListr([...batches, ...failures, ...seats, rowTask("", settling.run)], options);
      const firstSeat = batches.length + failures.length;
      rows.batches = below.tasks.slice(0, batches.length);
      rows.failures = below.tasks.slice(batches.length, firstSeat);
      rows.seats = below.tasks.slice(firstSeat, -1);
      rows.last = below.tasks.slice(-1);
      grown();
      return below;
    },
  };
}

/** A task whose body awaits what became of it; listr2 marks it as failed where that was not good. */
function rowTask(title: string, good: Promise<boolean>): ListrTask {
  return {
    title,
    task: async () => {
      if (!(await good)) throw new Error(title);
    },
  };
}

/** The stock renderer with our colours instead of those it would choose by looking at standard output. */
function lookOf(paint: Paint, surface: NodeJS.WriteStream, spinner: Spinner) {
  const levels = ListrDefaultRendererLogLevels;
  const brush =
    (color: (text: string) => string) =>
    (text = "") =>
      color(text);
  return {
    spinner,
    logger: new ListrLogger<ListrDefaultRendererLogLevels>({ processOutput: new ProcessOutput(surface, surface) }),
    color: {
      [levels.PENDING]: brush(paint.yellow),
      [levels.COMPLETED]: brush(paint.green),
      [levels.COMPLETED_WITH_FAILED_SUBTASKS]: brush(paint.yellow),
      [levels.FAILED]: brush(paint.red),
      [levels.FAILED_WITH_FAILED_SUBTASKS]: brush(paint.red),
      [levels.WAITING]: brush(paint.dim),
    },
    collapseSubtasks: false,
    showErrorMessage: false,
    formatOutput: "truncate" as const,
  };
}

/** The renderer's spinner, on our clock: before each frame the titles are brought up to date. */
class Beat extends Spinner {
  failure: unknown = null;
  readonly #clock: Clock;
  readonly #refresh: () => void;
  readonly #stopped = new AbortController();

  constructor(clock: Clock, refresh: () => void) {
    super();
    this.#clock = clock;
    this.#refresh = refresh;
  }

  override start(repaint?: () => void): void {
    void this.#run(repaint);
  }

  override stop(): void {
    this.#stopped.abort();
  }

  override isRunning(): boolean {
    return !this.#stopped.signal.aborted;
  }

  async #run(repaint: (() => void) | undefined): Promise<void> {
    try {
      while (this.isRunning()) {
        await this.#clock.sleep(FRAME_MS, this.#stopped.signal);
        this.spin();
        this.#refresh();
        repaint?.();
      }
    } catch (error) {
      if (this.isRunning()) this.failure = error;
    }
  }
}
