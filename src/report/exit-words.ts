/** What an exit code of this program means. */
const MEANINGS: Readonly<Record<number, string>> = {
  0: "finished, and the success criterion is met",
  2: "a runbook, target list, flag or setting is wrong; nothing was touched",
  3: "stopped by itself: the brake closed, or the journal could not be written",
  4: "finished, but the success criterion was missed, only because clients were unreachable",
  5: "refused before anything was touched",
  6: "finished, but the success criterion was missed: clients failed or are in doubt",
  7: "the window ended with work left",
  70: "an error of this program's own",
  130: "interrupted",
  143: "terminated",
};

/** An exit code in words. */
export function exitWords(code: number): string {
  return MEANINGS[code] ?? "not a code of this program";
}
