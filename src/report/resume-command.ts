import type { Summary } from "../model/summary.ts";
import { leftOver } from "./left-over.ts";
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
 * say why it may, and to raise a limit that has been passed over the whole run.
 */
export function resumeLine(summary: Summary, { run, runsDir }: RunPlace): string | null {
  const { brake, totals } = summary;
  if (leftOver(summary).length === 0) return null;
  const words = ["invrun", "resume", word(run), ...(runsDir === null ? [] : ["--runs-dir", word(runsDir)])];
  if (brake === null) return `To go on: ${words.join(" ")}`;
  const passed = brake.batch === null && brake.limit === "max-failed" && totals.failed > brake.allowed;
  if (passed) words.push("--max-failed", "LIMIT");
  const command = [...words, "--reason", '"why it may go on"'].join(" ");
  return passed
    ? `To go on with a limit that ${counted(totals.failed, "failure")} ${totals.failed === 1 ? "does" : "do"} not pass: ${command}`
    : `To go on: ${command}`;
}

function word(text: string): string {
  return PLAIN.test(text) ? text : `"${text}"`;
}
