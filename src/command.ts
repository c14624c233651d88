import { Command } from "@oclif/core/command";
import { Fault } from "./base/fault.ts";
import { Refusal } from "./base/refusal.ts";

/** What all commands share: a refusal is a sentence and a remedy on standard error, and an exit code; never a stack. */
export abstract class InvrunCommand extends Command {
  protected override async catch(error: Error & { exitCode?: number }): Promise<unknown> {
    if (!(error instanceof Refusal || error instanceof Fault)) return super.catch(error);
    this.logToStderr(`${error.code} ${error.message}\n  ${error.hint}`);
    process.exitCode = error instanceof Refusal ? error.exit : 3;
    return undefined;
  }
}
