import { guardLine, printable } from "../report/printable.ts";
import { counted } from "../report/words.ts";
import type { Approved } from "./approve.ts";
import { say } from "./say.ts";

/** How many names are told one by one. */
const NAMES = 20;

/** Says what is other than it was when the plan was made, and what cannot be known here. */
export function showApproval({ look, known }: Approved, runsDir: string): void {
  const { gone, joined, unread } = look;
  if (gone.length > 0)
    tell(
      `${counted(gone.length, "target")} left the lists since the plan was made and ${are(gone)} left out: ${names(gone)}.`,
    );
  if (joined.length > 0)
    tell(
      `${counted(joined.length, "computer")} joined the lists since and ${are(joined)} not touched: ${names(joined)}.`,
    );
  for (const why of unread) tell(`A list could not be looked at again (${why}): the targets are those of the plan.`);
  if (!known) tell(`No run is kept in ${runsDir}: whether this plan was applied elsewhere cannot be known here.`);
}

function are(some: readonly string[]): string {
  return some.length === 1 ? "is" : "are";
}

function names(all: readonly string[]): string {
  return all.slice(0, NAMES).join(", ") + (all.length > NAMES ? ", …" : "");
}

function tell(text: string): void {
  say(guardLine(printable(text)));
}
