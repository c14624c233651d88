import { boolean, string } from "@oclif/core/flags";
import { readConfiguration, readToCheck } from "../app/config.ts";
import { configFile } from "../app/config-place.ts";
import { viewConfig } from "../app/config-view.ts";
import { environment } from "../app/environment.ts";
import { wantsColor } from "../app/show.ts";
import { sayRight, showConfig } from "../app/show-config.ts";
import { InvrunCommand } from "../command.ts";

/** What is configured here, and by whom. */
export default class Config extends InvrunCommand {
  static override summary = "Show what is configured here, and where it comes from.";
  static override description =
    "Your own configuration, the project's where it is trusted, and the environment. Secrets are neither read nor shown, only where they come from.";
  static override flags = {
    json: boolean({ description: "Print it as JSON." }),
    check: string({ description: "Only check this file; nothing of it is used.", helpValue: "FILE" }),
    "no-color": boolean({ description: "Print without colours." }),
  };
  static override examples = ["<%= config.bin %> config", "<%= config.bin %> config --check invrun.yml"];

  async run(): Promise<void> {
    const { flags } = await this.parse(Config);
    const color = wantsColor(flags["no-color"], process.stderr);
    if (flags.check !== undefined) {
      await readToCheck(flags.check, color);
      sayRight(flags.check);
      return;
    }
    const userPath = configFile();
    const configuration = await readConfiguration(color, { user: userPath });
    showConfig(viewConfig(configuration, { userPath, env: environment }), flags.json);
  }
}
