import { dirname } from "node:path";
import { string as textArg } from "@oclif/core/args";
import { boolean, string } from "@oclif/core/flags";
import { chooseRun } from "../app/choose-run.ts";
import { resolveCredential } from "../app/credentials.ts";
import { manifestFolders, mergeNamed } from "../app/merge.ts";
import { authoritiesOf } from "../app/prepare.ts";
import { type RunOnDisk, readRun } from "../app/read-run.ts";
import { prepareResume, type Raise, resume } from "../app/resume.ts";
import { createReporter, type Look, showEnd, showResumed, wantsColor } from "../app/show.ts";
import { showMerged } from "../app/show-merged.ts";
import { stateDirectory } from "../app/state-directory.ts";
import { RUNS_DIR } from "../app/store.ts";
import { passWindow } from "../app/window-gate.ts";
import { systemClock } from "../base/clock.ts";
import type { Credential } from "../base/secret.ts";
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
    quiet: boolean({ char: "q", description: "Show no progress, only how it ended." }),
    "no-color": boolean({ description: "Print without colours." }),
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

  readonly #credentials = new Map<string | null, Credential>();

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Resume);
    const { stderr } = process;
    const look: Look = { json: flags.json, quiet: flags.quiet, color: wantsColor(flags["no-color"], stderr) };
    const raised: RaisedLimits = {
      ...this.#limit("maxFailed", flags["max-failed"]),
      ...this.#limit("maxUnreachable", flags["max-unreachable"]),
    };
    const sitting = { look, raise: { raised, reason: flags.reason ?? null }, wait: flags["wait-for-window"] };
    const runsDir = flags["runs-dir"];
    const folders = args.run === undefined ? null : await manifestFolders(args.run);
    if (folders === null) {
      await this.#goOn(await chooseRun({ named: args.run ?? null, runsDir }), { ...sitting, runsDir });
      return;
    }
    for (const folder of folders) await this.#goOn(await readRun(folder), { ...sitting, runsDir: dirname(folder) });
    const merged = await mergeNamed({ named: folders, runsDir, home: "." });
    showMerged(merged);
    process.exitCode = merged.exitCode;
  }

  async #goOn(run: RunOnDisk, { look, raise, wait, runsDir }: SittingFlags): Promise<void> {
    const resumable = prepareResume(run, raise);
    const { plan } = resumable;
    if (resumable.left === 0) {
      showEnd(resumable.asItStands, plan, look);
      process.exitCode = resumable.asItStands.exitCode;
      return;
    }
    const gate = await passWindow(plan.rollout.window, { clock: systemClock, wait });
    if (!gate.open) {
      process.exitCode = gate.reason === "terminated" ? 143 : 130;
      return;
    }
    const credential = this.#credential(plan.connection.credential);
    showResumed(resumable);
    const applied = await resume({
      resumable,
      credential,
      ca: await authoritiesOf(plan),
      windowEnds: gate.until === null ? null : new Date(gate.until).toISOString(),
      stateDir: stateDirectory(),
      runsDir,
      reporter: await createReporter(plan, look, systemClock),
      clock: systemClock,
      tool: `${this.config.bin} ${this.config.version}`,
    });
    showEnd(applied, plan, look);
    process.exitCode = applied.exitCode;
  }

  /** Asked for once each, since it is removed from the environment with its first reading. */
  #credential(name: string | null): Credential {
    const known = this.#credentials.get(name) ?? resolveCredential(name);
    this.#credentials.set(name, known);
    return known;
  }

  #limit(key: keyof RaisedLimits, text: string | undefined): Readonly<Record<string, Share>> {
    if (text === undefined) return {};
    const share = parseShare(text);
    if (share !== null) return { [key]: share };
    this.error(`A limit is a number or a percentage, not "${text}".`, { exit: 2, suggestions: ["Write 12 or 5%."] });
  }
}
