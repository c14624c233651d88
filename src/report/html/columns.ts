import { targetStates } from "../../model/outcome.ts";
import type { Plan } from "../../model/plan.ts";
import type { TargetSummary } from "../../model/summary.ts";
import { visible } from "../printable.ts";
import { type ReportVersion, reportChanges, reportMoment } from "../report-versions.ts";
import { stateWords } from "../rows.ts";
import type { RunReport } from "../run-report.ts";
import { stepLabel } from "../step-label.ts";
import { plannedSteps } from "../step-match.ts";
import { type NoteField, OUTCOME_LETTERS, type RunColumns } from "./columns-shape.ts";

/** Targets that are made into text at one time. */
const TARGETS_A_PIECE = 1_000;

/**
 * All targets as JSON for a script element, in pieces. No piece can end the element or begin a comment in it, since
 * `<`, `>` and `&` are escaped in every text.
 */
export function* columnsJson({ plan, summary, timeline }: RunReport): Generator<string, void, undefined> {
  const { targets } = summary;
  const startedMs = Date.parse(summary.startedAt);
  const codes = numbered(targets.flatMap(({ code, steps }) => [code, ...steps.map((step) => step.code)]));
  const hints = numbered(targets.map(({ hint }) => hint));
  const code = (text: string | null) => (text === null ? -1 : (codes.get(text) as number));
  const seconds = (at: number) => (Number.isNaN(at) ? null : Math.round((at - startedMs) / 1_000));
  const each = <T>(key: keyof RunColumns, of: (target: TargetSummary, place: number) => readonly T[]) =>
    list(key, targets, of);

  const { batches } = plan;
  const fixed: Partial<RunColumns> = {
    startedMs,
    stateWords: targetStates.map((state) => stateWords[state]),
    steps: plan.steps.map((step) => visible(stepLabel(step))),
    batches: batches.length,
    codes: [...codes.keys()].map(visible),
    hints: [...hints.keys()].map(visible),
  };
  yield blockJson(fixed).slice(0, -1);
  yield* each("name", ({ name }) => [visible(name)]);
  yield* text("state", targets, ({ state }) => String(targetStates.indexOf(state)));
  yield* each("batch", ({ batch }) => [batch]);
  yield* each("code", (target) => [code(target.code)]);
  yield* each("tries", ({ tries }) => [tries]);
  yield* each("requests", ({ requests }) => [requests]);
  yield* each("durationMs", ({ durationMs }) => [durationMs]);
  yield* each("from", (_, place) => [seconds(timeline.targets.from[place] ?? Number.NaN)]);
  yield* each("to", (_, place) => [seconds(timeline.targets.to[place] ?? Number.NaN)]);
  yield* text("outcomes", targets, (target) => outcomeLetters(plan, target));
  yield* each("stepFaults", (target, place) =>
    plannedSteps(plan, target.steps).flatMap(({ index }, at) => {
      const fault = target.steps[at]?.code ?? null;
      return fault === null ? [] : [place, index, code(fault)];
    }),
  );
  yield* each<number | string>("messages", ({ message, hint }, place) =>
    message === null ? [] : [place, visible(message), hint === null ? -1 : (hints.get(hint) as number)],
  );
  yield* inventoryLists(targets, startedMs);
  yield "}";
}

function* inventoryLists(targets: readonly TargetSummary[], startedMs: number): Generator<string, void, undefined> {
  const changes = targets.map(reportChanges);
  const inventories = [...new Set(changes.flatMap((of) => of.map((change) => change.inventory)))];
  yield ',"inventories":[';
  for (const [at, inventory] of inventories.entries()) {
    const change = (place: number) => changes[place]?.find((each) => each.inventory === inventory);
    yield `${at === 0 ? "" : ","}${blockJson({ inventory: visible(inventory) }).slice(0, -1)}`;
    yield* list("before", targets, (_, place) => {
      const found = change(place);
      return found === undefined ? NOT_SEEN : note(found.before, startedMs);
    });
    yield* list("after", targets, (_, place) => {
      const after = change(place)?.after ?? null;
      return after === null ? NOT_SEEN : note(after, startedMs);
    });
    yield "}";
  }
  yield "]";
}

const NOT_SEEN: readonly NoteField[] = [-1, null, null];

function note(version: ReportVersion | null, startedMs: number): readonly NoteField[] {
  if (version === null) return [null, null, null];
  const { major, minor, date } = version;
  const moment = reportMoment(date);
  const when = moment === null ? (date === null ? null : visible(date)) : Math.round((moment - startedMs) / 1_000);
  return [major, minor, when];
}

function* list<T>(
  key: string,
  targets: readonly TargetSummary[],
  of: (target: TargetSummary, place: number) => readonly T[],
): Generator<string, void, undefined> {
  yield `,"${key}":[`;
  let empty = true;
  for (let from = 0; from < targets.length; from += TARGETS_A_PIECE) {
    const entries = targets.slice(from, from + TARGETS_A_PIECE).flatMap((target, at) => of(target, from + at));
    if (entries.length === 0) continue;
    yield `${empty ? "" : ","}${blockJson(entries).slice(1, -1)}`;
    empty = false;
  }
  yield "]";
}

/** Letters and digits alone, which need no escaping. */
function* text(
  key: keyof RunColumns,
  targets: readonly TargetSummary[],
  of: (target: TargetSummary) => string,
): Generator<string, void, undefined> {
  yield `,"${key}":"`;
  for (let from = 0; from < targets.length; from += TARGETS_A_PIECE)
    yield targets
      .slice(from, from + TARGETS_A_PIECE)
      .map(of)
      .join("");
  yield '"';
}

function outcomeLetters(plan: Plan, target: TargetSummary): string {
  const letters = plan.steps.map((): string => "-");
  plannedSteps(plan, target.steps).forEach(({ index }, at) => {
    const step = target.steps[at];
    if (step !== undefined) letters[index] = OUTCOME_LETTERS[step.outcome];
  });
  return letters.join("");
}

/** Each text once, with its number. */
function numbered(texts: readonly (string | null)[]): ReadonlyMap<string, number> {
  return new Map([...new Set(texts.filter((text) => text !== null))].map((text, at) => [text, at]));
}

const ESCAPES: Readonly<Record<string, string>> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026" };

function blockJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&]/g, (character) => ESCAPES[character] as string);
}
