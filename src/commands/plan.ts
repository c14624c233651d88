import { string as textArg } from "@oclif/core/args";
import { boolean, string } from "@oclif/core/flags";
import { viewPlan } from "../app/plan-view.ts";
import { readWork } from "../app/read-work.ts";
import { savePlan } from "../app/save-plan.ts";
import { wantsColor } from "../app/show.ts";
import { showPlan, showSavedPlan } from "../app/show-plan.ts";
import { RUNS_DIR } from "../app/store.ts";
import { systemClock } from "../base/clock.ts";
import { parseDuration } from "../base/duration.ts";
import { RunCommand } from "../run-command.ts";

/** What will happen, exactly, for those who approve it. */
export default class Plan extends RunCommand {
  static override summary = "Show what a runbook would do, to whom and how fast, and save it to be approved.";
  static override description =
    "Contacts nobody. A saved plan holds the whole runbook and every target; its digest is quoted in the approval, and `invrun apply PLAN --approved DIGEST` carries out that plan and no other. Given a saved plan it shows it again.";
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
    json: boolean({ description: "Print the plan and all that follows from it as JSON." }),
    "no-color": boolean({ description: "Print without colours." }),
    ...RunCommand.targetFlags,
    ...RunCommand.fromFlags,
    "runs-dir": string({ description: "Where runs are kept.", default: RUNS_DIR, helpValue: "DIR" }),
  };
  static override examples = [
    "<%= config.bin %> plan runbooks/full-inventory.yml",
    "<%= config.bin %> plan runbooks/full-inventory.yml --change CHG0012345 -o full.plan.json",
    "<%= config.bin %> plan full.plan.json",
  ];

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Plan);
    const validMs = flags.expires === "never" ? null : this.#duration(flags.expires);
    const look = { json: flags.json, noColor: flags["no-color"] };
    const work = await readWork(args.runbook);
    if ("sealed" in work) return showPlan(viewPlan(work.sealed, systemClock.now()), look);
    const color = wantsColor(flags["no-color"], process.stderr);
    const sealed = await this.prepared({ path: args.runbook, text: work.text }, flags, {
      look: { color },
      change: flags.change ?? null,
      validMs,
    });
    if (sealed === null) return;
    if (flags.output !== undefined) await savePlan(flags.output, { text: sealed.text, replace: flags.force });
    showPlan(viewPlan(sealed, systemClock.now()), look);
    if (flags.output !== undefined) showSavedPlan(flags.output, sealed.digest);
  }

  #duration(text: string): number {
    const ms = parseDuration(text);
    if (ms !== null && ms > 0) return ms;
    this.error(`--expires takes a duration, not "${text}".`, { exit: 2, suggestions: ["Write 12h, 7d or never."] });
  }
}
