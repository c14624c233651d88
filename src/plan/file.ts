import { Refusal } from "../base/refusal.ts";
import type { Plan } from "../model/plan.ts";
import { quotableDigest } from "./digest.ts";
import { isPlanShaped } from "./shape.ts";

/** The major version of the format that this program writes and reads. */
const FORMAT = 1;

/** A plan as it lies in a file. */
export interface SealedPlan {
  readonly plan: Plan;
  /** By which it is approved: `k7mp-3xq2-9f0a-h2jz`. */
  readonly digest: string;
  /** Its JSON with an indent of one space and LF, the digest as the last member. */
  readonly text: string;
}

/** A plan with its digest: over the same text without that member. */
export function sealPlan(plan: Plan): SealedPlan {
  return { plan, ...seal(plan) };
}

function seal(value: object): Omit<SealedPlan, "plan"> {
  const digest = quotableDigest(textOf(value));
  return { digest, text: textOf({ ...value, digest }) };
}

/** Deeper than any plan: to write such a thing anew would take more stack than there is. */
const DEPTH = 64;

function isDeep(value: unknown, left = DEPTH): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((member) => isDeep(member, left - 1));
}

function textOf(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** A text that was meant to be a plan: a JSON object with what no runbook has. */
export function looksLikePlan(text: string): boolean {
  return /^\s*\{/.test(text) && /"(?:format|digest)"\s*:/.test(text);
}

/**
 * Reads a plan back. A byte order mark and CR before LF say nothing; any other difference from what was written does.
 * Throws INV313 where it is no plan, INV320 where another major version wrote it, INV314 where it was edited.
 */
export function readPlanText(text: string, file: string): SealedPlan {
  const written = text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  const value = parse(written, file);
  if (value.format !== FORMAT) {
    if (!Number.isInteger(value.format)) throw new Refusal("INV313", `${file} is no plan: it names no format.`);
    throw new Refusal("INV320", `${file} is a plan of format ${value.format}; this program knows format ${FORMAT}.`);
  }
  const { digest, ...plan } = value;
  const refuseShape = () => new Refusal("INV313", `${file} is no whole plan: parts of it are missing or wrong.`);
  if (isDeep(plan) || (digest === undefined && !isPlanShaped(plan))) throw refuseShape();
  // Compared as text: of a key that stands twice a person may have read the other one.
  const sealed = seal(plan);
  if (sealed.text.trimEnd() !== written.trimEnd()) {
    const stated = typeof digest === "string" ? `digest ${digest}` : "digest";
    throw new Refusal("INV314", `${file} was edited after it was made: its ${stated} does not fit its text.`);
  }
  if (!isPlanShaped(plan)) throw refuseShape();
  return { plan, ...sealed };
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Refusal("INV313", `${file} is no plan: it is not JSON, or not all of it.`, { cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new Refusal("INV313", `${file} is no plan.`);
}
