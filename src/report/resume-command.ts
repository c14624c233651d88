import type { Summary } from "../model/summary.ts";
import { leftOver } from "./left-over.ts";
import { passedLimit } from "./passed-limit.ts";
import { counted } from "./words.ts";

/** Where a run lies, as its user would name it. */
export interface RunPlace {
  /** The folder's name. */
  readonly run: string;
  /** The folder that it is in; null for the usual one. */
  readonly runsDir: string | null;
}

/** What a shell of any kind takes as one word as it is. */
const PLAIN = /^[\w./\\:~+-]+$/;

/**
 * How a run goes on, with the command to type; null where nothing is left. Where the brake has closed, a person has to
 * say why it may, and to raise a limit that would close it again at once.
 */
export function resumeLine(summary: Summary, { run, runsDir }: RunPlace): string | null {
  const { brake } = summary;
  if (leftOver(summary).length === 0) return null;
  const words = ["invrun", "resume", word(run), ...(runsDir === null ? [] : ["--runs-dir", word(runsDir)])];
  if (brake === null) return `To go on: ${words.join(" ")}`;
  const passed = passedLimit(summary);
  const reason = ["--reason", '"why it may go on"'];
  if (passed === null || passed.failed <= brake.allowed) return `To go on: ${[...words, ...reason].join(" ")}`;
  const { failed, batch } = passed;
  const where = batch === null ? "" : ` in batch ${batch + 1}`;
  const command = [...words, "--max-failed", "LIMIT", ...reason].join(" ");
  return `To go on with a limit that ${counted(failed, "failure")}${where} ${failed === 1 ? "does" : "do"} not pass: ${command}`;
}

function word(text: string): string {
  return PLAIN.test(text) ? text : `"${text}"`;
}
