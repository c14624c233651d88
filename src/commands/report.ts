import { dirname } from "node:path";
import { string as textArg } from "@oclif/core/args";
import { boolean, option, string } from "@oclif/core/flags";
import type { InferredFlags } from "@oclif/core/interfaces";
import { readChosen } from "../app/choose-run.ts";
import { mergeNamed } from "../app/merge.ts";
import { readReport } from "../app/read-report.ts";
import { reportFlag, reportFormats } from "../app/report-flags.ts";
import { readReports, writeNamed, writeReport } from "../app/reports.ts";
import { showMerged } from "../app/show-merged.ts";
import { exitOfVerdict, showVerification } from "../app/show-verification.ts";
import { RUNS_DIR } from "../app/store.ts";
import { signChosen, verifyChosen } from "../app/verify-chosen.ts";
import { writeJson, writeManifest } from "../app/write-report.ts";
import { InvrunCommand } from "../command.ts";

type Flags = InferredFlags<typeof Report.flags>;

/** What became of a run, from its journal alone. */
export default class Report extends InvrunCommand {
  static override summary = "Tell what became of a run, or of several runs of one plan together.";
  static override description =
    "From the journals alone, whose chains are checked on the way. With --merge it joins the shards of a plan, and the run whose started targets they left out, into a manifest: it names each journal and its head, and fails where one is missing, doubled or of another plan. With --verify it tells whether a run or the runs of a manifest are whole, and ends with 0 only where they are.";
  static override strict = false;
  static override args = {
    run: textArg({
      description: "The run's id or folder; with --merge all of them. Without it, the last that was begun here.",
    }),
  };
  static override flags = {
    format: option({
      options: reportFormats,
      description: "What to write: the summary as JSON, if nothing else is asked for.",
      exclusive: ["merge", "verify", "sign"],
    })(),
    report: string({ ...reportFlag, exclusive: ["merge", "verify", "sign"] }),
    merge: boolean({ description: "Join the runs of one plan.", exclusive: ["verify", "sign"] }),
    verify: boolean({ description: "Tell whether the journal is whole, and the first line that is not." }),
    head: string({
      description: "With --verify: the last hash that is known of it, or its first 16 digits.",
      helpValue: "HASH",
      dependsOn: ["verify"],
    }),
    signature: string({
      description: "With --verify: a signature of its head, made with --sign.",
      helpValue: "FILE",
      dependsOn: ["verify", "key"],
      exclusive: ["head"],
    }),
    key: string({ description: "The public key of the signature, PEM.", helpValue: "FILE", dependsOn: ["signature"] }),
    json: boolean({ description: "With --verify: print what was found as JSON.", dependsOn: ["verify"] }),
    sign: string({
      description: "Sign the journal's head with this Ed25519 private key, PEM, where it is whole.",
      helpValue: "FILE",
      exclusive: ["verify"],
    }),
    output: string({ char: "o", description: "Write it here instead of to standard output.", helpValue: "FILE" }),
    force: boolean({ description: "Write it in the place of a file that is there already." }),
    "runs-dir": string({ description: "Where runs are kept.", default: RUNS_DIR, helpValue: "DIR" }),
  };
  static override examples = [
    "<%= config.bin %> report 20261121-220000-k7mp",
    "<%= config.bin %> report --format markdown",
    "<%= config.bin %> report 20261121-220000-k7mp --report junit=results.xml --report change=change.json",
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
    if (flags.verify) return this.#verify(named[0] ?? null, flags);
    if (flags.sign !== undefined) return this.#sign(named[0] ?? null, { ...flags, sign: flags.sign });
    const reports = await readReports(flags.report);
    const report = await readChosen({ named: named[0] ?? null, runsDir }, readReport);
    for (const one of reports) await writeNamed(report, one);
    if (reports.length > 0 && flags.format === undefined && output === undefined) return;
    await writeReport(report, flags.format ?? "json", { output, force });
  }

  async #verify(named: string | null, { head, signature, key, json, ...flags }: Flags): Promise<void> {
    const signed = signature === undefined || key === undefined ? null : { file: signature, key };
    const anchors = { named, runsDir: flags["runs-dir"], head: head ?? null, signature: signed };
    const verified = await verifyChosen(anchors);
    showVerification(verified, { json, anchored: head !== undefined || signed !== null });
    process.exitCode = exitOfVerdict(verified.verdict);
  }

  async #sign(
    named: string | null,
    { sign, output, force, ...flags }: Flags & { readonly sign: string },
  ): Promise<void> {
    const signed = await signChosen({ named, runsDir: flags["runs-dir"] }, sign);
    if (!("verdict" in signed)) return writeJson(signed, { output, force });
    showVerification(signed, { json: false, anchored: false });
    process.exitCode = exitOfVerdict(signed.verdict);
  }
}
