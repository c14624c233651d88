import { dirname } from "node:path";
import { string as textArg } from "@oclif/core/args";
import { boolean, string } from "@oclif/core/flags";
import { openAccess } from "../app/access.ts";
import { chooseRun } from "../app/choose-run.ts";
import { type Credentials, openCredentials } from "../app/credentials.ts";
import { EventStream } from "../app/event-stream.ts";
import { type NamedRun, readManifest } from "../app/manifest.ts";
import { mergeNamed } from "../app/merge.ts";
import { checkChange } from "../app/prepare.ts";
import { readRun } from "../app/read-run.ts";
import { eventsFlag, reportFlag } from "../app/report-flags.ts";
import { readReports, writeEndReports } from "../app/reports.ts";
import { prepareResume, type Raise, type Resumable, resume } from "../app/resume.ts";
import { createReporter, type Look, showEnd, showResumed, wantsColor } from "../app/show.ts";
import { showGoesOn, showMerged } from "../app/show-merged.ts";
import { standardOutput } from "../app/standard-output.ts";
import { stateDirectory } from "../app/state-directory.ts";
import { RUNS_DIR } from "../app/store.ts";
import { passWindow } from "../app/window-gate.ts";
import { writeManifest } from "../app/write-report.ts";
import { systemClock } from "../base/clock.ts";
import { InvrunCommand } from "../command.ts";
import type { RaisedLimits } from "../model/event.ts";
import { parseShare, type Share } from "../model/share.ts";

/** What the flags say of a sitting. */
interface SittingFlags {
  readonly look: Look;
  readonly raise: Raise;
  /** Wait for the window. */
  readonly wait: boolean;
  readonly runsDir: string;
  readonly credentials: Credentials;
}

/** How a sitting ended: `whole` where it was not cut short, so that another may follow. */
interface SittingEnd {
  readonly exitCode: number;
  readonly whole: boolean;
}

/** Goes on where a run was stopped, braked, cut off or killed. */
export default class Resume extends InvrunCommand {
  static override summary = "Go on with a run: what is not proven done is done, and nothing else.";
  static override description =
    "From the run's journal alone: targets that were not started, were stopped, are in doubt or were unreachable. Steps that are proven done are not begun again. Where the brake closed, say with --reason why the run may go on.";
  static override args = {
    run: textArg({
      description: "The run's id or its folder, or the manifest of several; without it, the last that was begun here.",
    }),
  };
  static override flags = {
    json: boolean({ description: "Print the summary as JSON on standard output." }),
    events: boolean(eventsFlag),
    quiet: boolean({ char: "q", description: "Show no progress, only how it ended." }),
    "no-color": boolean({ description: "Print without colours." }),
    "no-annotations": boolean({ description: "Do not annotate the job where a pipeline is found." }),
    report: string(reportFlag),
    "max-failed": string({
      description: "Raise the limit of failed targets, such as `5%` or `12`.",
      helpValue: "LIMIT",
    }),
    "max-unreachable": string({ description: "Raise the limit of unreachable targets.", helpValue: "LIMIT" }),
    reason: string({ description: "Why it may go on; stands in the journal.", helpValue: "TEXT" }),
    "wait-for-window": boolean({ description: "Where the window is closed, wait until it opens." }),
    "runs-dir": string({ description: "Where runs are kept.", default: RUNS_DIR, helpValue: "DIR" }),
  };
  static override examples = [
    "<%= config.bin %> resume",
    '<%= config.bin %> resume 20261121-220000-k7mp --max-failed 5% --reason "CHG0012345: printers are known"',
  ];

  /** Of all runs of a manifest, one after the other. */
  readonly #events = new EventStream(standardOutput(systemClock));

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Resume);
    const { stderr } = process;
    const color = wantsColor(flags["no-color"], stderr);
    const { json, events, quiet } = flags;
    const look: Look = { json, events, quiet, color, annotate: !flags["no-annotations"] };
    const raised: RaisedLimits = {
      ...this.#limit("maxFailed", flags["max-failed"]),
      ...this.#limit("maxUnreachable", flags["max-unreachable"]),
    };
    const raise = { raised, reason: flags.reason ?? null };
    const reports = await readReports(flags.report);
    const credentials = await openCredentials(look);
    const sitting = { look, raise, wait: flags["wait-for-window"], runsDir: flags["runs-dir"], credentials };
    const runs = args.run === undefined ? null : await readManifest(args.run);
    if (runs !== null && reports.length > 0)
      this.error("Reports are of one run, and this manifest names several.", {
        exit: 2,
        suggestions: ["Make them afterwards with `invrun report`, run by run."],
      });
    if (runs !== null) {
      process.exitCode = await this.#goOnWithAll(args.run as string, runs, sitting);
      return;
    }
    const chosen = await chooseRun({ named: args.run ?? null, runsDir: sitting.runsDir });
    const { exitCode } = await this.#goOn(prepareResume(chosen, raise), sitting);
    process.exitCode = exitCode;
    await writeEndReports(chosen.folder, reports);
  }

  /** One after the other; none goes on before all of them may, and none after one that was cut short. */
  async #goOnWithAll(manifest: string, runs: readonly NamedRun[], sitting: SittingFlags): Promise<number> {
    const { look, raise, runsDir } = sitting;
    if (Object.values(raise.raised).some((share) => typeof share === "number"))
      this.error("Over several runs a limit is a percentage, which holds for each of them.", { exit: 2 });
    const resumables: Resumable[] = [];
    for (const run of runs) resumables.push(prepareResume(await readRun(run.folder, run), raise));
    const shown = { ...look, json: false };
    let end: SittingEnd = { exitCode: 0, whole: true };
    for (const resumable of resumables) {
      if (resumable.left === 0) continue;
      end = await this.#goOn(resumable, { ...sitting, look: shown, runsDir: dirname(resumable.run.folder) });
      if (!end.whole) break;
    }
    const merged = await mergeNamed({ named: runs.map(({ folder }) => folder), runsDir, home: dirname(manifest) });
    showMerged(merged);
    if (!end.whole) showGoesOn(manifest);
    if (look.json) await writeManifest(merged.manifest, { output: undefined, force: false });
    return end.whole ? merged.exitCode : end.exitCode;
  }

  async #goOn(resumable: Resumable, { look, wait, runsDir, credentials }: SittingFlags): Promise<SittingEnd> {
    const { plan, asItStands } = resumable;
    if (resumable.left === 0) {
      await showEnd(asItStands, plan, look);
      return { exitCode: asItStands.exitCode, whole: true };
    }
    // Whether it began as a saved plan, where one is demanded, its journal does not tell.
    const { changeRequired } = credentials.configuration.policy;
    checkChange({ stated: plan.change, given: null, required: changeRequired });
    const gate = await passWindow(plan.rollout.window, { clock: systemClock, wait });
    if (!gate.open) return { exitCode: gate.reason === "terminated" ? 143 : 130, whole: false };
    const access = await openAccess(plan, credentials);
    showResumed(resumable);
    const applied = await resume({
      resumable,
      access,
      windowEnds: gate.until === null ? null : new Date(gate.until).toISOString(),
      stateDir: stateDirectory(),
      runsDir,
      reporter: await createReporter(plan, look, systemClock, resumable.run.summary),
      events: look.events ? this.#events : null,
      clock: systemClock,
      tool: `${this.config.bin} ${this.config.version}`,
    });
    await showEnd(applied, plan, look);
    return { exitCode: applied.exitCode, whole: applied.summary.status === "finished" };
  }

  #limit(key: keyof RaisedLimits, text: string | undefined): Readonly<Record<string, Share>> {
    if (text === undefined) return {};
    const share = parseShare(text);
    if (share !== null) return { [key]: share };
    this.error(`A limit is a number or a percentage, not "${text}".`, { exit: 2, suggestions: ["Write 12 or 5%."] });
  }
}
