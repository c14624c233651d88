import { string } from "@oclif/core/args";
import { boolean } from "@oclif/core/flags";
import { colorWish } from "../app/environment.ts";
import { validateFiles, validationJson, validationText } from "../app/validate.ts";
import { InvrunCommand } from "../command.ts";
import { hasErrors } from "../model/diagnostic.ts";

/** Checks files; resolves no secret, runs nothing, contacts nobody. */
export default class Validate extends InvrunCommand {
  static override summary = "Check runbooks and lists of targets; nothing is run and nobody is contacted.";
  static override strict = false;
  static override args = {
    runbook: string({ description: "A runbook, or several.", required: true }),
  };
  static override flags = {
    json: boolean({ description: "Print the mistakes as JSON." }),
    "no-color": boolean({ description: "Print without colours." }),
  };
  static override examples = ["<%= config.bin %> validate runbooks/full-inventory.yml"];

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Validate);
    const validation = await validateFiles(argv as string[]);
    const color = !flags["no-color"] && (colorWish() ?? process.stdout.isTTY === true);
    process.stdout.write(flags.json ? `${validationJson(validation)}\n` : validationText(validation, color));
    if (hasErrors(validation.diagnostics)) process.exitCode = 2;
  }
}
