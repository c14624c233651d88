import { boolean, string } from "@oclif/core/flags";
import { type ApplyOptions, apply } from "./app/apply.ts";
import { ASK_ABOVE, confirm } from "./app/confirm.ts";
import { colorWish } from "./app/environment.ts";
import { type Prepared, prepare } from "./app/prepare.ts";
import { systemClock } from "./base/clock.ts";
import { InvrunCommand } from "./command.ts";
import { type Plan, planTargets } from "./model/plan.ts";
import { closing, closingLine } from "./report/closing.ts";
import { countDiagnostics, renderDiagnostics } from "./report/diagnostics.ts";
import { summaryJson } from "./report/json.ts";
import { createLines } from "./report/lines.ts";
import { printable } from "./report/printable.ts";
import { question } from "./report/question.ts";
import { type Reporter, silentReporter } from "./report/reporter.ts";

/** How a run is to be shown. */
export interface Look {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** What a run works on. */
interface Inputs {
  readonly runbook: string;
  /** The file of `--targets`. */
  readonly targets: string | undefined;
}

/** Where a terminal does not say how wide it is. */
const COLUMNS = 80;

/** What `apply` and `rehearse` share: showing a run, and ending with its exit code. Talk goes to standard error, data to standard output. */
export abstract class RunCommand extends InvrunCommand {
  static readonly runFlags = {
    json: boolean({ description: "Print the summary as JSON on standard output." }),
    quiet: boolean({ char: "q", description: "Show no progress, only how it ended." }),
    "no-color": boolean({ description: "Print without colours." }),
    targets: string({
      description: "Take the targets from this YAML file instead; the runbook's `exclude` still stands.",
      helpValue: "FILE",
    }),
  };

  protected readonly clock = systemClock;

  protected look(flags: { json: boolean; quiet: boolean; "no-color": boolean }): Look {
    const color = !flags["no-color"] && (colorWish() ?? process.stderr.isTTY === true);
    return { json: flags.json, quiet: flags.quiet, color };
  }

  /** The plan and what goes with it, or null where the texts have errors: then they are shown and the exit code is set. */
  protected async prepared(inputs: Inputs, { color }: Look): Promise<(Prepared & { readonly plan: Plan }) | null> {
    const { runbook, targets = null } = inputs;
    const prepared = await prepare({ runbook, targets, clock: this.clock });
    const { plan, diagnostics } = prepared;
    if (diagnostics.length > 0) {
      const count = countDiagnostics(targets === null ? 1 : 2, diagnostics);
      process.stderr.write(`${renderDiagnostics(diagnostics, { color })}\n${count}\n`);
    }
    if (plan === null) {
      process.exitCode = 2;
      return null;
    }
    if (targets !== null)
      process.stderr.write(
        `The targets are those of ${printable(targets)}; of the runbook's own only \`exclude\` stands.\n`,
      );
    return { ...prepared, plan };
  }

  /** Above a few targets, a person at a terminal is asked; a pipeline is not. */
  protected async ask(plan: Plan): Promise<void> {
    const targets = planTargets(plan).length;
    if (targets <= ASK_ABOVE || process.stdin.isTTY !== true || process.stderr.isTTY !== true) return;
    await confirm({ input: process.stdin, output: process.stderr, question: question(plan), targets });
  }

  /** Runs, shows, sums up, and sets the exit code. */
  protected async carryOut(
    run: Pick<ApplyOptions, "plan" | "credential" | "ca" | "runsDir">,
    look: Look,
  ): Promise<void> {
    const reporter = await this.#reporter(run.plan, look);
    const tool = `${this.config.bin} ${this.config.version}`;
    const { summary, exitCode, journal, failure } = await apply({ ...run, reporter, clock: this.clock, tool });
    if (failure !== null) process.stderr.write(`${failure.code} ${failure.message}\n  ${failure.hint}\n`);
    const columns = process.stderr.isTTY === true ? (process.stderr.columns ?? COLUMNS) : null;
    const said = look.quiet
      ? `${closingLine(summary)}\n`
      : closing(summary, run.plan, { color: look.color, columns, journal, exitCode });
    process.stderr.write(said);
    if (look.json) for (const piece of summaryJson(summary)) process.stdout.write(piece);
    process.exitCode = exitCode;
  }

  async #reporter(plan: Plan, { quiet, color }: Look): Promise<Reporter> {
    if (quiet) return silentReporter;
    const output = process.stderr;
    if (output.isTTY !== true) return createLines(plan, { output, color, clock: this.clock });
    const { createTree } = await import("./report/tree.ts");
    return createTree(plan, { output, color, columns: COLUMNS, clock: this.clock });
  }
}
