import { string as textArg } from "@oclif/core/args";
import { boolean } from "@oclif/core/flags";
import { readToCheck } from "../app/config.ts";
import { say } from "../app/say.ts";
import { wantsColor } from "../app/show.ts";
import { PROJECT_FILE, projectFile, revoke, trust, trusted } from "../app/trust.ts";
import { recordLine, trustLines } from "../app/trust-view.ts";
import { systemClock } from "../base/clock.ts";
import { InvrunCommand } from "../command.ts";

/** Lets a project's configuration have effect, as it is now. */
export default class Trust extends InvrunCommand {
  static override summary = "Let the configuration of this project have effect, as it is now.";
  static override description =
    "Until then nothing of it is used: no command in it is run, and it says of no credential where it goes. Once it is changed it must be trusted again.";
  static override args = {
    folder: textArg({ description: `The folder that ${PROJECT_FILE} lies in; this one if left out.`, default: "." }),
  };
  static override flags = {
    list: boolean({ description: "List what is trusted.", exclusive: ["revoke"] }),
    revoke: boolean({ description: "Trust it no more." }),
    "no-color": boolean({ description: "Print without colours." }),
  };
  static override examples = ["<%= config.bin %> trust", "<%= config.bin %> trust --list"];

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Trust);
    if (flags.list) {
      for (const record of await trusted()) process.stdout.write(`${recordLine(record)}\n`);
      return;
    }
    if (flags.revoke) return say((await revoke(args.folder)) ? "Trusted no more." : "It was not trusted.");
    const path = await projectFile(args.folder);
    if (path === null) this.#none(args.folder);
    const file = await readToCheck(path, wantsColor(flags["no-color"], process.stderr));
    const at = new Date(systemClock.now()).toISOString();
    const record = await trust({ path, text: file.source.text, at });
    say([`Trusted: ${recordLine(record)}`, ...trustLines(file).map((line) => `  ${line}`)].join("\n"));
  }

  #none(folder: string): never {
    this.error(`There is no ${PROJECT_FILE} in ${folder}.`, {
      exit: 2,
      suggestions: ["Name the folder of the project."],
    });
  }
}
