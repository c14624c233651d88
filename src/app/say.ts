import type { Fault } from "../base/fault.ts";
import type { Refusal } from "../base/refusal.ts";
import { guardLine, printable } from "../report/printable.ts";
import { wrapBehind } from "../report/width.ts";

/** Talk goes to standard error: standard output is for data. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** How wide the terminal is that reads along; null where nobody does. */
export function terminalWidth(): number | null {
  const { isTTY, columns } = process.stderr;
  return isTTY === true && columns > 0 ? columns : null;
}

/** A sentence and its remedy. */
export function sayRefusal({ code, message, hint }: Fault | Refusal): void {
  say(guardLine(`${code} ${printable(message)}`));
  for (const line of wrapBehind("  ", printable(hint), terminalWidth())) say(guardLine(line));
}
