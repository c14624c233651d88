import { string as textArg } from "@oclif/core/args";
import { boolean, string } from "@oclif/core/flags";
import { confirm } from "../app/confirm.ts";
import { resolveCredential } from "../app/credentials.ts";
import { stateDirectory } from "../app/state-directory.ts";
import { RUNS_DIR } from "../app/store.ts";
import { RunCommand } from "../run-command.ts";

/** The main job: carries a runbook out. */
export default class Apply extends RunCommand {
  static override summary = "Carry a runbook out: on every target, step by step, until it is reported.";
  static override args = { runbook: textArg({ description: "The runbook.", required: true }) };
  static override flags = {
    ...RunCommand.runFlags,
    yes: boolean({ description: "Do not ask, however many targets there are." }),
    "runs-dir": string({ description: "Where runs are kept.", default: RUNS_DIR, helpValue: "DIR" }),
  };
  static override examples = [
    "<%= config.bin %> apply runbooks/full-inventory.yml",
    "<%= config.bin %> apply runbooks/full-inventory.yml --targets berlin.yml --yes --json",
  ];

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Apply);
    const look = this.look(flags);
    const prepared = await this.prepared(args.runbook, flags, look);
    if (prepared === null) return;
    const { plan, ca } = prepared;
    const credential = resolveCredential(plan.connection.credential);
    if (!flags.yes) await confirm(plan, { input: process.stdin, output: process.stderr });
    await this.carryOut({ plan, credential, ca, runsDir: flags["runs-dir"], stateDir: stateDirectory() }, look);
  }
}
