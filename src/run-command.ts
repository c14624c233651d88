import { dirname } from "node:path";
import { boolean, option, string } from "@oclif/core/flags";
import { type ApplyOptions, apply } from "./app/apply.ts";
import type { Credentials } from "./app/credentials.ts";
import type { DynamicSources } from "./app/dynamic-sources.ts";
import { EventStream } from "./app/event-stream.ts";
import { withSources } from "./app/open-sources.ts";
import { type OnlyState, onlyStates, onlyTargets } from "./app/part-flags.ts";
import { prepare, type RunbookFile, type SealedPlan } from "./app/prepare.ts";
import { eventsFlag, reportFlag } from "./app/report-flags.ts";
import { type NamedReport, writeEndReports } from "./app/reports.ts";
import {
  createReporter,
  type Look,
  showDiagnostics,
  showEnd,
  showNarrowedTargets,
  showPicked,
  showReplacedTargets,
  wantsColor,
} from "./app/show.ts";
import { standardOutput } from "./app/standard-output.ts";
import { STANDARD_INPUT } from "./app/validate.ts";
import { systemClock } from "./base/clock.ts";
import { InvrunCommand } from "./command.ts";
import { planTargets } from "./model/plan.ts";

/** A flag that may be repeated, one name or pattern each: none swallows what stands behind it. */
const patterns = (description: string) =>
  string({ description, helpValue: "PATTERN", multiple: true, multipleNonGreedy: true, default: [] });

/** The flags that say which targets a run works on. */
interface TargetFlags {
  readonly targets?: string | undefined;
  readonly limit: readonly string[];
  readonly "limit-also": readonly string[];
  readonly exclude: readonly string[];
  readonly only?: OnlyState | undefined;
  readonly from?: string | undefined;
  readonly "runs-dir": string;
}

/** The flags that say how a run is shown. */
interface LookFlags {
  readonly json: boolean;
  readonly events?: boolean;
  readonly quiet: boolean;
  readonly "no-color": boolean;
  readonly "no-annotations": boolean;
}

/** What goes into a plan beside the runbook's own words. */
interface Planning {
  readonly change: string | null;
  /** How long it may wait to be carried out, in milliseconds; null for ever. */
  readonly validMs: number | null;
  /** Whose names the targets get; null where nobody is logged on to with any of them. */
  readonly credentials: Credentials | null;
}

/** How a run is shown, and what is written of it when it has ended. */
interface Shown {
  readonly look: Look;
  readonly reports: readonly NamedReport[];
}

/**
 * What `apply`, `plan` and `rehearse` share: preparing and showing a run, and ending with its exit code. Talk goes to
 * standard error, data to standard output.
 */
export abstract class RunCommand extends InvrunCommand {
  static readonly targetFlags = {
    targets: string({
      description:
        "Take the targets from this list instead (.yml, .ini, .csv, .txt; `-` for standard input); the runbook's `exclude` still stands.",
      helpValue: "FILE",
    }),
    limit: patterns("Only targets that this name, range or pattern means; repeated, it widens."),
    "limit-also": patterns("Of those only the ones that this means as well; repeated, it narrows."),
    exclude: patterns("None that this means; repeated, it takes more away."),
  };

  static readonly fromFlags = {
    only: option({
      options: onlyStates,
      description: "Only the targets that the run of --from left in this state.",
    })(),
    from: string({ description: "The run that is meant, by its id or its folder.", helpValue: "RUN" }),
  };

  static readonly annotationFlags = {
    "no-annotations": boolean({ description: "Do not annotate the job where a pipeline is found." }),
  };

  static readonly runFlags = {
    json: boolean({ description: "Print the summary as JSON on standard output." }),
    events: boolean(eventsFlag),
    quiet: boolean({ char: "q", description: "Show no progress, only how it ended." }),
    "no-color": boolean({ description: "Print without colours." }),
    ...RunCommand.annotationFlags,
    report: string(reportFlag),
    ...RunCommand.targetFlags,
  };

  /** The tool's name and version, for journals. */
  protected get tool(): string {
    return `${this.config.bin} ${this.config.version}`;
  }

  protected look({ json, events = false, quiet, ...flags }: LookFlags): Look {
    const color = wantsColor(flags["no-color"], process.stderr);
    return { json, events, quiet, color, annotate: !flags["no-annotations"] };
  }

  /** The plan of a runbook, or null where the texts have errors: then they are shown and the exit code is set. */
  protected async prepared(
    runbook: RunbookFile,
    { targets, limit, exclude, only, from, ...flags }: TargetFlags,
    { look, ...planning }: Planning & { readonly look: Pick<Look, "color" | "annotate"> },
  ): Promise<SealedPlan | null> {
    const narrowing = { limit, limitAlso: flags["limit-also"], exclude };
    const names = await onlyTargets({ only, from, runsDir: flags["runs-dir"] });
    const options = { ...runbook, ...planning, targets: targets ?? null, flags: narrowing, only: names };
    const { credentials } = planning;
    const clock = systemClock;
    // Without credentials there is nobody to ask with.
    const prepared = (sources: DynamicSources) => prepare({ ...options, sources, clock });
    const { sealed, named, picked, narrowed, diagnostics } = await (credentials === null
      ? prepared({})
      : withSources({ credentials, clock }, prepared));
    showDiagnostics(diagnostics, targets === undefined ? 1 : 2, look);
    if (sealed === null) {
      process.exitCode = 2;
      return null;
    }
    if (targets !== undefined) showReplacedTargets(targets === STANDARD_INPUT ? "standard input" : targets);
    showPicked(picked, narrowed);
    showNarrowedTargets(planTargets(sealed.plan).length, named);
    return sealed;
  }

  /** Runs, shows, sums up, and sets the exit code; whatever that is, the reports are written. */
  protected async carryOut(
    run: Omit<ApplyOptions, "reporter" | "events" | "clock" | "tool">,
    { look, reports }: Shown,
  ): Promise<void> {
    const reporter = await createReporter(run.plan, look, systemClock);
    const events = look.events ? new EventStream(standardOutput(systemClock)) : null;
    const applied = await apply({ ...run, reporter, events, clock: systemClock, tool: this.tool });
    await showEnd(applied, run.plan, look);
    process.exitCode = applied.exitCode;
    await writeEndReports(dirname(applied.journal), reports);
  }
}
