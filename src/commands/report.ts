import { dirname } from "node:path";
import { string as textArg } from "@oclif/core/args";
import { boolean, string } from "@oclif/core/flags";
import { chooseRun } from "../app/choose-run.ts";
import { mergeNamed } from "../app/merge.ts";
import { showMerged } from "../app/show-merged.ts";
import { RUNS_DIR } from "../app/store.ts";
import { writeManifest, writeSummary } from "../app/write-report.ts";
import { InvrunCommand } from "../command.ts";

/** What became of a run, from its journal alone. */
export default class Report extends InvrunCommand {
  static override summary = "Tell what became of a run, or of several runs of one plan together.";
  static override description =
    "From the journals alone, whose chains are checked on the way. With --merge it joins the shards of a plan, and the run whose started targets they left out, into a manifest: it names each journal and its head, and fails where one is missing, doubled or of another plan.";
  static override strict = false;
  static override args = {
    run: textArg({
      description: "The run's id or folder; with --merge all of them. Without it, the last that was begun here.",
    }),
  };
  static override flags = {
    merge: boolean({ description: "Join the runs of one plan." }),
    output: string({ char: "o", description: "Write it here instead of to standard output.", helpValue: "FILE" }),
    force: boolean({ description: "Write it in the place of a file that is there already." }),
    "runs-dir": string({ description: "Where runs are kept.", default: RUNS_DIR, helpValue: "DIR" }),
  };
  static override examples = [
    "<%= config.bin %> report 20261121-220000-k7mp",
    "<%= config.bin %> report --merge 20261121-220000-k7mp-b1 20261121-220000-k7mp-s0of2 20261121-220000-k7mp-s1of2 -o all.json",
  ];

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Report);
    const named = argv as string[];
    const { output, force } = flags;
    const runsDir = flags["runs-dir"];
    if (!flags.merge && named.length > 1)
      this.error("One run is reported at a time.", {
        exit: 2,
        suggestions: ["Pass --merge to join the runs of one plan."],
      });
    if (flags.merge) {
      const merged = await mergeNamed({ named, runsDir, home: output === undefined ? "." : dirname(output) });
      showMerged(merged);
      await writeManifest(merged.manifest, { output, force });
      process.exitCode = merged.exitCode;
      return;
    }
    const { summary } = await chooseRun({ named: named[0] ?? null, runsDir });
    await writeSummary(summary, { output, force });
  }
}
