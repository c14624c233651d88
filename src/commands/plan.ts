import { string as textArg } from "@oclif/core/args";
import { boolean, string } from "@oclif/core/flags";
import type { InferredFlags } from "@oclif/core/interfaces";
import { openAccess } from "../app/access.ts";
import { type Credentials, openCredentials } from "../app/credentials.ts";
import { exitOfStop } from "../app/exit-code.ts";
import { checkSettled } from "../app/part-flags.ts";
import { viewPlan } from "../app/plan-view.ts";
import type { SealedPlan } from "../app/prepare.ts";
import { type Probed, probe, probePlanOf } from "../app/probe.ts";
import { readWork } from "../app/read-work.ts";
import { savePlan } from "../app/save-plan.ts";
import { createReporter } from "../app/show.ts";
import { showPlan, showPlanEnd, showSavedPlan } from "../app/show-plan.ts";
import { RUNS_DIR } from "../app/store.ts";
import { systemClock } from "../base/clock.ts";
import { parseDuration } from "../base/duration.ts";
import { RunCommand } from "../run-command.ts";

type Flags = InferredFlags<typeof Plan.flags>;

/** What will happen, exactly, for those who approve it. */
export default class Plan extends RunCommand {
  static override summary = "Show what a runbook would do, to whom and how fast, and save it to be approved.";
  static override description =
    "Contacts nobody, unless --probe is given. A saved plan holds the whole runbook and every target; its digest is quoted in the approval, and `invrun apply PLAN --approved DIGEST` carries out that plan and no other. Given a saved plan it shows it again.";
  static override args = { runbook: textArg({ description: "The runbook, or a saved plan.", required: true }) };
  static override flags = {
    output: string({ char: "o", description: "Save the plan here.", helpValue: "FILE" }),
    force: boolean({ description: "Save it in the place of a file that is there already." }),
    change: string({ description: "The number of the change it belongs to.", helpValue: "NUMBER" }),
    expires: string({
      description: "How long it may be carried out, such as `12h` or `30d`; or `never`.",
      default: "7d",
      helpValue: "DURATION",
    }),
    probe: boolean({ description: "Also read what each client is like now; nothing is changed." }),
    json: boolean({ description: "Print the plan and all that follows from it as JSON." }),
    "no-color": boolean({ description: "Print without colours." }),
    ...RunCommand.annotationFlags,
    ...RunCommand.targetFlags,
    ...RunCommand.fromFlags,
    "runs-dir": string({ description: "Where runs are kept.", default: RUNS_DIR, helpValue: "DIR" }),
  };
  static override examples = [
    "<%= config.bin %> plan runbooks/full-inventory.yml",
    "<%= config.bin %> plan runbooks/full-inventory.yml --change CHG0012345 -o full.plan.json",
    "<%= config.bin %> plan full.plan.json",
    "<%= config.bin %> plan runbooks/full-inventory.yml --probe --json",
  ];

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Plan);
    const look = { json: flags.json, noColor: flags["no-color"] };
    const credentials = await openCredentials(this.look({ ...flags, quiet: false }));
    const sealed = await this.#sealed(args.runbook, flags, credentials);
    if (sealed === null) return;
    const view = viewPlan(sealed, systemClock.now());
    showPlan(view, look);
    const probed = flags.probe ? await this.#probe(sealed, flags, credentials) : null;
    showPlanEnd(view, probed?.summary ?? null, look);
    if (flags.output !== undefined) showSavedPlan(flags.output, sealed.digest);
    const stopped = probed?.stopped ?? null;
    if (stopped !== null) process.exitCode = exitOfStop(stopped);
  }

  /** The plan of a runbook, saved where that was asked for, or the one that is saved; null where texts have errors. */
  async #sealed(path: string, flags: Flags, credentials: Credentials): Promise<SealedPlan | null> {
    const validMs = flags.expires === "never" ? null : this.#duration(flags.expires);
    const work = await readWork(path);
    if ("sealed" in work) {
      checkSettled(flags);
      return work.sealed;
    }
    const look = this.look({ ...flags, quiet: false });
    const sealed = await this.prepared({ path, text: work.text }, flags, {
      look,
      change: flags.change ?? null,
      validMs,
      credentials,
    });
    const { output } = flags;
    if (sealed !== null && output !== undefined) await savePlan(output, { text: sealed.text, replace: flags.force });
    return sealed;
  }

  async #probe({ plan }: SealedPlan, flags: Flags, credentials: Credentials): Promise<Probed> {
    const access = await openAccess(plan, credentials);
    const looking = probePlanOf(plan);
    const reporter = await createReporter(looking, this.look({ ...flags, quiet: false }), systemClock);
    return probe({ plan: looking, access, reporter, clock: systemClock, tool: this.tool });
  }

  #duration(text: string): number {
    const ms = parseDuration(text);
    if (ms !== null && ms > 0) return ms;
    this.error(`--expires takes a duration, not "${text}".`, { exit: 2, suggestions: ["Write 12h, 7d or never."] });
  }
}
