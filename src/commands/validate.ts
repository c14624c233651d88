import { string } from "@oclif/core/args";
import { boolean, option } from "@oclif/core/flags";
import { colorWish } from "../app/environment.ts";
import { annotateMistakes } from "../app/show-annotations.ts";
import { validateFiles } from "../app/validate.ts";
import { type ValidationFormatName, validationFormats } from "../app/validation-formats.ts";
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
    format: option({
      options: Object.keys(validationFormats) as ValidationFormatName[],
      description: "Print the mistakes for a pipeline, or as JSON or SARIF; `gitlab` is a report of Code Quality.",
      exclusive: ["json"],
    })(),
    json: boolean({ description: "Print the mistakes as JSON." }),
    "no-annotations": boolean({ description: "Do not annotate the job where a pipeline is found." }),
    "no-color": boolean({ description: "Print without colours." }),
  };
  static override examples = [
    "<%= config.bin %> validate runbooks/full-inventory.yml",
    "<%= config.bin %> validate --format sarif runbooks/full-inventory.yml",
  ];

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Validate);
    const validation = await validateFiles(argv as string[]);
    const color = !flags["no-color"] && (colorWish() ?? process.stdout.isTTY === true);
    const format = flags.format ?? (flags.json ? "json" : "text");
    const columns = process.stdout.isTTY === true ? process.stdout.columns : null;
    process.stdout.write(validationFormats[format](validation, { color, columns, version: this.config.version }));
    // Who asks for a form gets that alone, and once.
    annotateMistakes(validation.diagnostics, flags.format === undefined && !flags["no-annotations"]);
    if (hasErrors(validation.diagnostics)) process.exitCode = 2;
  }
}
