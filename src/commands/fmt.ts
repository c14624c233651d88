import { string } from "@oclif/core/args";
import { boolean } from "@oclif/core/flags";
import { colorWish } from "../app/environment.ts";
import { formatFiles } from "../app/format.ts";
import { say } from "../app/say.ts";
import { InvrunCommand } from "../command.ts";

/** Rewrites runbooks in one form. */
export default class Fmt extends InvrunCommand {
  static override summary = "Rewrite runbooks and lists of targets in one form; their meaning and comments stay.";
  static override description =
    "Two spaces a level, dashes one level below their key, one space behind a colon, quotes around names that YAML would make into numbers, dates or truth values. A file that is not sound YAML is left alone. Exit code 2: a file cannot be read, or with --check is not in its form.";
  static override strict = false;
  static override args = {
    runbook: string({ description: "A runbook, or several; `-` reads standard input.", required: true }),
  };
  static override flags = {
    check: boolean({ description: "Write nothing; name the files that are not in their form." }),
    "no-color": boolean({ description: "Print without colours." }),
  };
  static override examples = [
    "<%= config.bin %> fmt runbooks/full-inventory.yml",
    "<%= config.bin %> fmt --check runbooks/full-inventory.yml",
  ];

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Fmt);
    const color = !flags["no-color"] && (colorWish() ?? process.stdout.isTTY === true);
    const request = { paths: argv as string[], check: flags.check, input: process.stdin };
    const { output, count, wrong } = await formatFiles(request, color);
    process.stdout.write(output);
    if (count !== "") say(count);
    if (wrong) process.exitCode = 2;
  }
}
