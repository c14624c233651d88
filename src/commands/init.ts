import { string as textArg } from "@oclif/core/args";
import { boolean, option, string } from "@oclif/core/flags";
import { init, madeText } from "../app/init.ts";
import { personAt } from "../app/init-ask.ts";
import { say } from "../app/say.ts";
import { schemaText } from "../app/schema.ts";
import { InvrunCommand } from "../command.ts";

/** What a shell gives a command that was ended with Ctrl-C (128 and SIGINT). */
const INTERRUPTED = 130;

/** A first runbook from a few answers. */
export default class Init extends InvrunCommand {
  static override summary = "Write a commented runbook from a few answers, or from a list of computers.";
  static override description =
    "In a terminal it asks for what the flags leave out; elsewhere, and with --yes, what they leave out has its default. Writes the schema for editors beside the runbook, to .invrun/runbook.schema.json.";
  static override args = {
    file: textArg({ description: "The runbook to write, or a directory for it; named after itself where left out." }),
  };
  static override flags = {
    name: string({ description: "What the runbook is called." }),
    owner: string({ description: "Who answers for it." }),
    inventory: option({
      options: ["hardware", "software", "both"] as const,
      description: "Which inventory is wanted; both where left out.",
    })(),
    delta: boolean({ description: "What has changed since the last report, instead of full reports." }),
    host: string({
      description: "A computer, or a range such as pc-[001:250].corp.example; may be repeated.",
      multiple: true,
      multipleNonGreedy: true,
    }),
    from: string({ description: "A list of computers: CSV, text or YAML.", helpValue: "FILE" }),
    column: string({ description: "The column of a CSV that holds the names.", dependsOn: ["from"] }),
    credential: string({ description: "The name of the credential; never its value.", helpValue: "NAME" }),
    yes: boolean({ description: "Ask nothing; take the defaults." }),
    force: boolean({ description: "Replace a runbook that is there already." }),
  };
  static override examples = [
    "<%= config.bin %> init",
    "<%= config.bin %> init runbooks/berlin.yml --from berlin.csv --owner endpoint-team@corp.example",
  ];

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Init);
    const schema = await schemaText(this.config.root, "runbook");
    if (schema === null) throw new Error("the schema of runbooks is not part of this package");
    const person = flags.yes ? null : personAt({ input: process.stdin, output: process.stderr });
    try {
      const made = await init({ file: args.file ?? null, flags, force: flags.force, person, schema });
      say(made === null ? "Nothing was written." : madeText(made));
      if (made === null) process.exitCode = INTERRUPTED;
    } finally {
      person?.close();
    }
  }
}
