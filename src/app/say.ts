import type { Fault } from "../base/fault.ts";
import type { Refusal } from "../base/refusal.ts";
import { guardLine, printable } from "../report/printable.ts";

/** Talk goes to standard error: standard output is for data. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A sentence and its remedy. */
export function sayRefusal({ code, message, hint }: Fault | Refusal): void {
  say(guardLine(`${code} ${printable(message)}`));
  say(`  ${guardLine(printable(hint))}`);
}
