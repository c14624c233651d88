import { boolean, string } from "@oclif/core/flags";
import { isTerminal, typesNumber } from "../app/confirm.ts";
import { type PruneRule, planPruning, removeRuns } from "../app/prune.ts";
import { readRuns } from "../app/runs.ts";
import { say } from "../app/say.ts";
import { showKept, showRuns, sizeWords } from "../app/show-runs.ts";
import { stateDirectory } from "../app/state-directory.ts";
import { RUNS_DIR } from "../app/store.ts";
import { systemClock } from "../base/clock.ts";
import { parseDuration } from "../base/duration.ts";
import { Refusal } from "../base/refusal.ts";
import { InvrunCommand } from "../command.ts";

/** What was run here. */
export default class Runs extends InvrunCommand {
  static override summary = "List what was run here, and remove what is old.";
  static override description =
    "From the two ends of each journal, so that it is quick; `invrun report --verify` looks at what lies between. With --prune it shows the runs of which nothing was heard for so long, asks, and removes their folders: none that is under way, none that did not come to its end, none whose plan may still be applied, and none in which anything else lies. Their reports and heads should be kept elsewhere by then.";
  static override flags = {
    json: boolean({ description: "Print them as JSON." }),
    prune: string({ description: "Remove runs that are older than this, such as `90d`.", helpValue: "DURATION" }),
    unfinished: boolean({ description: "Those as well that did not come to their end.", dependsOn: ["prune"] }),
    yes: boolean({ description: "Do not ask before runs are removed.", dependsOn: ["prune"] }),
    "runs-dir": string({ description: "Where runs are kept.", default: RUNS_DIR, helpValue: "DIR" }),
  };
  static override examples = [
    "<%= config.bin %> runs",
    "<%= config.bin %> runs --prune 90d",
    "<%= config.bin %> runs --prune 365d --unfinished --yes",
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(Runs);
    const { json, unfinished, yes } = flags;
    const place = { runsDir: flags["runs-dir"], stateDir: stateDirectory() };
    const rows = await readRuns(place);
    if (flags.prune === undefined) return showRuns(rows, { json, runsDir: place.runsDir });
    const rule: PruneRule = { olderThanMs: this.#duration(flags.prune), unfinished, now: systemClock.now() };
    const { going, kept } = await planPruning(rows, rule);
    showKept(kept);
    if (going.length === 0) say("No run is to be removed.");
    if (json || going.length > 0) showRuns(going, { json, runsDir: place.runsDir });
    if (going.length === 0 || !(yes || (await this.#agreed(going.length, sizeWords(going))))) return;
    const stayed = await removeRuns(going, { stateDir: place.stateDir, rule });
    showKept(stayed);
    const names = new Set(stayed.map(({ run }) => run));
    say(`Removed: ${sizeWords(going.filter(({ run }) => !names.has(run)))}.`);
  }

  async #agreed(number: number, size: string): Promise<boolean> {
    const terminal = { input: process.stdin, output: process.stderr };
    if (!isTerminal(terminal)) {
      say(`${size}. Nothing was removed: pass --yes to remove them.`);
      return false;
    }
    if (await typesNumber(number, `${size}. Type the number of runs to remove them: `, terminal)) return true;
    throw new Refusal("INV303", "Not confirmed; nothing was removed.", {
      hint: "Type the number of runs to remove them, or pass --yes.",
    });
  }

  #duration(text: string): number {
    const ms = parseDuration(text);
    if (ms !== null) return ms;
    this.error(`--prune takes a duration, not "${text}".`, { exit: 2, suggestions: ["Write 90d or 12h."] });
  }
}
