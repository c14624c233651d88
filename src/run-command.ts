import { boolean, string } from "@oclif/core/flags";
import { type ApplyOptions, apply } from "./app/apply.ts";
import { type Prepared, prepare } from "./app/prepare.ts";
import { createReporter, type Look, showDiagnostics, showEnd, showReplacedTargets, wantsColor } from "./app/show.ts";
import { systemClock } from "./base/clock.ts";
import { InvrunCommand } from "./command.ts";
import type { Plan } from "./model/plan.ts";

/** What a run works on. */
interface Inputs {
  readonly runbook: string;
  /** The file of `--targets`. */
  readonly targets: string | undefined;
}

/**
 * What `apply` and `rehearse` share: preparing and showing a run, and ending with its exit code. Talk goes to standard
 * error, data to standard output.
 */
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

  protected look(flags: { json: boolean; quiet: boolean; "no-color": boolean }): Look {
    return { json: flags.json, quiet: flags.quiet, color: wantsColor(flags["no-color"], process.stderr) };
  }

  /** The plan and what goes with it, or null where the texts have errors: then they are shown and the exit code is set. */
  protected async prepared(inputs: Inputs, look: Look): Promise<(Prepared & { readonly plan: Plan }) | null> {
    const { runbook, targets = null } = inputs;
    const prepared = await prepare({ runbook, targets, clock: systemClock });
    const { plan, diagnostics } = prepared;
    showDiagnostics(diagnostics, targets === null ? 1 : 2, look);
    if (plan === null) {
      process.exitCode = 2;
      return null;
    }
    if (targets !== null) showReplacedTargets(targets);
    return { ...prepared, plan };
  }

  /** Runs, shows, sums up, and sets the exit code. */
  protected async carryOut(
    run: Pick<ApplyOptions, "plan" | "credential" | "ca" | "runsDir">,
    look: Look,
  ): Promise<void> {
    const reporter = await createReporter(run.plan, look, systemClock);
    const tool = `${this.config.bin} ${this.config.version}`;
    const applied = await apply({ ...run, reporter, clock: systemClock, tool });
    showEnd(applied, run.plan, look);
    process.exitCode = applied.exitCode;
  }
}
