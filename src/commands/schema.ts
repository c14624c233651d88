import { string } from "@oclif/core/args";
import { schemaNames, schemaText, unknownSchema } from "../app/schema.ts";
import { InvrunCommand } from "../command.ts";

/** Prints a published JSON Schema. */
export default class Schema extends InvrunCommand {
  static override summary =
    "Print a JSON Schema: of runbooks, of lists of targets or of your configuration, for editors; of summaries and events, for programs that read them.";
  static override description = "Without a name it lists those there are.";
  static override args = {
    name: string({ description: "Which schema: `runbook`, `targets`, `config`, `summary` or `event`." }),
  };
  static override examples = [
    "<%= config.bin %> schema runbook",
    {
      description: "keep it where the first line of a runbook points: # yaml-language-server: $schema=…",
      command: "<%= config.bin %> schema runbook > .invrun/runbook.schema.json",
    },
  ];

  async run(): Promise<void> {
    const { args } = await this.parse(Schema);
    const { root } = this.config;
    const names = await schemaNames(root);
    if (args.name === undefined) return void process.stdout.write(names.map((name) => `${name}\n`).join(""));
    const text = await schemaText(root, args.name);
    if (text === null) {
      const { message, hint } = unknownSchema(args.name, names);
      this.error(message, { exit: 2, suggestions: [hint] });
    }
    process.stdout.write(text);
  }
}
