import { string as textArg } from "@oclif/core/args";
import { boolean, integer, string } from "@oclif/core/flags";
import type { InferredFlags } from "@oclif/core/interfaces";
import { openAccess } from "../app/access.ts";
import { approvePlan, checkPlanned } from "../app/approve.ts";
import { type Assignment, assign } from "../app/assignment.ts";
import { confirm } from "../app/confirm.ts";
import { type Credentials, openCredentials } from "../app/credentials.ts";
import { exitOfStop } from "../app/exit-code.ts";
import { withSources } from "../app/open-sources.ts";
import { checkSettled, checkUnsettled, partOf } from "../app/part-flags.ts";
import { checkChange } from "../app/prepare.ts";
import { readWork, type Work } from "../app/read-work.ts";
import { readReports } from "../app/reports.ts";
import { type Look, showDiagnostics } from "../app/show.ts";
import { showApproval } from "../app/show-approval.ts";
import { stateDirectory } from "../app/state-directory.ts";
import { RUNS_DIR } from "../app/store.ts";
import { STANDARD_INPUT } from "../app/validate.ts";
import { checkWindow, passWindow } from "../app/window-gate.ts";
import { systemClock } from "../base/clock.ts";
import { planTargets } from "../model/plan.ts";
import { RunCommand } from "../run-command.ts";

type Flags = InferredFlags<typeof Apply.flags>;

/** A file that is to be carried out, as the user named it, and with what. */
interface NamedWork {
  readonly path: string;
  readonly work: Work;
  readonly credentials: Credentials;
}

/** The main job: carries a runbook out, or a plan that was approved. */
export default class Apply extends RunCommand {
  static override summary = "Carry a runbook or an approved plan out: on every target, until it is reported.";
  static override args = { runbook: textArg({ description: "The runbook, or a saved plan.", required: true }) };
  static override flags = {
    ...RunCommand.runFlags,
    ...RunCommand.fromFlags,
    yes: boolean({ description: "Do not ask, however many targets there are." }),
    change: string({ description: "The number of the change it belongs to.", helpValue: "NUMBER" }),
    approved: string({ description: "The digest by which the plan was approved.", helpValue: "DIGEST" }),
    "wait-for-window": boolean({ description: "Outside the window, wait until it opens." }),
    batches: integer({ description: "Only the first so many batches.", min: 1, helpValue: "N" }),
    shard: string({
      description: "Only this part of a saved plan: `0/4` for the first of four, `auto` for what the pipeline says.",
      helpValue: "I/N",
    }),
    "runs-dir": string({ description: "Where runs are kept.", default: RUNS_DIR, helpValue: "DIR" }),
  };
  static override examples = [
    "<%= config.bin %> apply runbooks/full-inventory.yml",
    "<%= config.bin %> apply runbooks/full-inventory.yml --targets berlin.yml --yes --json",
    "<%= config.bin %> apply full.plan.json --approved k7mp-3xq2-9f0a-h2jz --change CHG0012345",
    "<%= config.bin %> apply full.plan.json --shard 0/4 --from 20261121-220000-k7mp-b1",
  ];

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Apply);
    const look = this.look(flags);
    const reports = await readReports(flags.report);
    const work = await readWork(args.runbook);
    const credentials = await openCredentials(look);
    const settle = () => this.#settle({ path: args.runbook, work, credentials }, flags, look);
    const assignment = await settle();
    if (assignment === null) return;
    const { plan, part } = assignment;
    const gate = { clock: systemClock, wait: flags["wait-for-window"] };
    checkWindow(plan.rollout.window, gate);
    const access = await openAccess(plan, credentials);
    const asked = part.batches === null ? plan : { ...plan, batches: plan.batches.slice(0, part.batches) };
    const terminal = { input: process.stdin, output: process.stderr };
    if (!flags.yes) await confirm(asked, terminal, { listOnInput: flags.targets === STANDARD_INPUT });
    const passed = await passWindow(plan.rollout.window, gate);
    if (!passed.open) {
      process.exitCode = exitOfStop(passed.reason);
      return;
    }
    // What was true of a saved plan before a long wait may not be so any more.
    const settled = passed.waited && "sealed" in work ? await settle() : assignment;
    if (settled === null) return;
    const runsDir = flags["runs-dir"];
    await this.carryOut(
      { ...settled, access, runsDir, windowEnds: passed.until, stateDir: stateDirectory() },
      { look, reports },
    );
  }

  /** What is to be carried out, nothing speaking against it; null where texts have errors, which are shown. */
  async #settle({ path, work, credentials }: NamedWork, flags: Flags, look: Look): Promise<Assignment | null> {
    const { policy } = credentials.configuration;
    const change = flags.change ?? null;
    const runsDir = flags["runs-dir"];
    if ("text" in work) {
      checkUnsettled(flags);
      checkChange({ stated: change, given: change, required: policy.changeRequired });
      const sealed = await this.prepared({ path, text: work.text }, flags, {
        look,
        change,
        validMs: null,
        credentials,
      });
      if (sealed === null) return null;
      checkPlanned(planTargets(sealed.plan).length, policy);
      return assign(sealed, { batches: flags.batches ?? null, shard: null, from: null });
    }
    checkSettled(flags);
    const { sealed } = work;
    const { batches = null, shard = null, from = null, approved = null } = flags;
    const part = await partOf(sealed, { batches, shard, from, runsDir });
    const clock = systemClock;
    const result = await withSources({ credentials, clock }, (sources) =>
      approvePlan(sealed, { approved, change, part, runsDir, policy, sources, clock }),
    );
    showDiagnostics(result.diagnostics, 1, look);
    if (result.assignment === null) process.exitCode = 2;
    else showApproval(result, runsDir);
    return result.assignment;
  }
}
