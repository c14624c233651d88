import { Command } from "@oclif/core/command";
import { sayRefusal } from "./app/say.ts";
import { annotateRefusal } from "./app/show-annotations.ts";
import { Fault } from "./base/fault.ts";
import { Refusal } from "./base/refusal.ts";

/** What a fault gives that no target had: the disk is full before the run began. */
const FAULT_EXIT = 3;

/** What all commands share: a refusal is a sentence and a remedy on standard error, and an exit code; never a stack. */
export abstract class InvrunCommand extends Command {
  protected override async catch(error: Error & { exitCode?: number }): Promise<unknown> {
    if (!(error instanceof Refusal || error instanceof Fault)) return super.catch(error);
    sayRefusal(error);
    annotateRefusal(error, !this.argv.includes("--no-annotations"));
    process.exitCode = error instanceof Refusal ? error.exit : FAULT_EXIT;
    return undefined;
  }
}
