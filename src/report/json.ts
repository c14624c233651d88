import type { Summary, TargetSummary } from "../model/summary.ts";

/** Targets that are made into text at one time. */
const TARGETS_A_PIECE = 500;

/**
 * What no line of JSON may carry as it is, though JSON allows it: what a terminal obeys or hides, and the two hashes
 * with which a pipeline's command begins, wherever in the line they stand.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|#(?=#)/gu;

/**
 * A summary as JSON text, in pieces to be written one after the other, so that no run is too large for one string. A
 * target stands on a line of its own; keys come in the same order always.
 */
export function* summaryJson(summary: Summary): Generator<string, void, undefined> {
  const { targets, ...rest } = summary;
  const { format, run, name, change, part, status, totals, success, continued, ...more } = rest;
  const { brake, windowEnded, resumed, requests, durationMs, startedAt, finishedAt, head } = more;
  const told = { format, run, name, change, part, status, totals, success, continued, brake, windowEnded, resumed };
  const figures = { ...told, requests, durationMs, startedAt, finishedAt, head };
  yield `${safeJson(figures).slice(0, -1)},"targets":[`;
  for (let at = 0; at < targets.length; at += TARGETS_A_PIECE) {
    const lines = targets.slice(at, at + TARGETS_A_PIECE).map((target) => safeJson(ordered(target)));
    yield `${at === 0 ? "" : ","}\n${lines.join(",\n")}`;
  }
  yield "\n]}\n";
}

function ordered(target: TargetSummary): TargetSummary {
  const { name, state, code, message, hint, batch, tries, requests, durationMs } = target;
  const steps = target.steps.map(({ index, kind, outcome, code, facts }) => ({ index, kind, outcome, code, facts }));
  return { name, state, code, message, hint, batch, tries, requests, durationMs, steps };
}

/** Without any of these a text holds nothing unsafe; asking costs a tenth of searching by properties of Unicode. */
const SUSPECT = /[^\x20-\x7e]|##/;

/** JSON on one line, the same value with its unsafe characters escaped. */
export function safeJson(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}

/** A line of JSON with its unsafe characters escaped: another text of the same value. */
export function escapeJson(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(UNSAFE, (character) =>
    Array.from({ length: character.length }, (_, at) => unit(character.charCodeAt(at))).join(""),
  );
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
