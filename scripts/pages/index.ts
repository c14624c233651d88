import { commandsPage } from "./commands.ts";
import { errorsPage } from "./errors.ts";
import type { Page } from "./page.ts";
import { stepsPage } from "./steps.ts";

/** Every page of docs/ that is made from the program. Needs a build: commands are read from the manifest. */
export function pages(): readonly Page[] {
  return [stepsPage(), errorsPage(), commandsPage()];
}
