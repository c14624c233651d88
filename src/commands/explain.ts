import { string } from "@oclif/core/args";
import { boolean } from "@oclif/core/flags";
import { explain, explainable, explanationText, unexplained } from "../app/explain.ts";
import { wantsColor } from "../app/show.ts";
import { InvrunCommand } from "../command.ts";

/** Says what a step does to a computer, or what a code means. */
export default class Explain extends InvrunCommand {
  static override summary = "Say exactly what a step does, or what a code means, why it comes and what to do about it.";
  static override description =
    "Takes the key of a step, a code of invrun's own, or a code that hosts answer with: of WS-Management, WMI or Windows, by its number or its name. Without a word it lists every step and code.";
  static override args = {
    word: string({ description: "A step or a code, such as `wait`, `INV803` or `0x80338104`." }),
  };
  static override flags = {
    json: boolean({ description: "Print what is known as JSON." }),
    "no-color": boolean({ description: "Print without colours." }),
  };
  static override examples = [
    "<%= config.bin %> explain force-inventory",
    "<%= config.bin %> explain INV803",
    "<%= config.bin %> explain 0x80338104",
  ];

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const { stdout } = process;
    const what = args.word === undefined ? explainable() : explain(args.word);
    if (what === null) {
      const { message, hint } = unexplained(args.word as string);
      this.error(message, { exit: 2, suggestions: [hint] });
    }
    const columns = stdout.isTTY === true ? (stdout.columns ?? null) : null;
    const look = { color: wantsColor(flags["no-color"], stdout), columns };
    stdout.write(flags.json ? `${JSON.stringify(what, null, 2)}\n` : explanationText(what, look));
  }
}
