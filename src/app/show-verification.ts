import { safeJson } from "../report/json.ts";
import { guardLine, printable } from "../report/printable.ts";
import { counted, grouped } from "../report/words.ts";
import type { Verdict, Verification } from "./verification.ts";
import type { Verified } from "./verify-chosen.ts";

/** How what was verified is told, and by what it was. */
export interface VerificationLook {
  /** One document instead of lines for people. */
  readonly json: boolean;
  /** It was held against a head or a signature that was kept elsewhere. */
  readonly anchored: boolean;
}

/** Of a run that is not whole; INV3xx refuse with the same. */
const NOT_WHOLE = 5;

/** The exit code of a verdict: 0 for what is whole, 5 for all else. */
export function exitOfVerdict(verdict: Verdict): number {
  return verdict === "whole" ? 0 : NOT_WHOLE;
}

/** Tells on standard output what was found. */
export function showVerification(verified: Verified, { json, anchored }: VerificationLook): void {
  const text = json
    ? safeJson({ format: 1, kind: "verification", anchored: anchored || "runs" in verified, ...verified })
    : verificationLines(verified, anchored).map(guardLine).join("\n");
  process.stdout.write(`${text}\n`);
}

function verificationLines(verified: Verified, anchored: boolean): readonly string[] {
  if (!("runs" in verified)) return runLines(verified, anchored);
  const { verdict, why, runs } = verified;
  const whole = `${verdict}: a manifest of ${counted(runs.length, "run")}`;
  return [why === null ? whole : `${whole}. ${printable(why)}`, ...runs.flatMap((run) => runLines(run, true))];
}

function runLines(
  { verdict, run, line, why, events, sittings, head }: Verification,
  anchored: boolean,
): readonly string[] {
  const where = line === null ? "" : ` at line ${grouped(line)}`;
  const size = `${counted(events, "event")} in ${counted(sittings, "sitting")}`;
  const lines = [`${verdict}${where}: ${printable(run ?? "a run without a name")}, ${size}`];
  if (why !== null) lines.push(`  ${printable(why)}`);
  if (verdict === "broken") return lines;
  lines.push(`  head ${head}`);
  if (verdict === "whole")
    lines.push(
      anchored
        ? "  Every line follows from the one before, up to the head that was given; plan and totals are right."
        : "  Every line follows from the one before; plan and totals are right. Whether sittings were taken away from its end, or all of it was made anew, only a head shows that was kept elsewhere: --head or --signature.",
    );
  return lines;
}
