import { OUTCOME_LETTERS } from "../columns-shape.ts";
import { byId, type Child, element, sign } from "./elements.ts";
import type { Note, Run } from "./run.ts";
import { dateOf, formatDuration, grouped, second } from "./words.ts";

const OUTCOMES = new Map<string, string>(Object.entries(OUTCOME_LETTERS).map(([outcome, letter]) => [letter, outcome]));

/** Shows all that the page knows of a target, in a dialog. */
export function showTarget(run: Run, place: number): void {
  const dialog = byId<HTMLDialogElement>("target");
  const close = element("button", { type: "button", class: "close" }, "Close");
  close.addEventListener("click", () => dialog.close());
  const said = run.said(place);
  const code = run.code(place);
  dialog.replaceChildren(
    element("h2", { id: "target-h" }, run.name(place)),
    element(
      "p",
      { class: "state" },
      sign(run.state(place)),
      run.stateWord(place),
      ...(code === "" ? [] : [" ", element("code", {}, code)]),
    ),
    ...(said === null ? [] : [element("p", { class: "said" }, said.message)]),
    ...(said?.hint == null ? [] : [element("p", { class: "remedy" }, element("span", {}, "Remedy"), said.hint)]),
    figures(run, place),
    steps(run, place),
    ...reports(run, place),
    close,
  );
  if (!dialog.open) dialog.showModal();
}

function figures({ columns }: Run, place: number): HTMLElement {
  const at = (seconds: number | null | undefined) =>
    seconds == null ? "never" : second(columns.startedMs + seconds * 1_000);
  const rows: readonly (readonly [string, string])[] = [
    ["Batch", String((columns.batch[place] as number) + 1)],
    ["Tries", String(columns.tries[place])],
    ["Begun", at(columns.from[place])],
    ["Ended", at(columns.to[place])],
    ["Duration", formatDuration(columns.durationMs[place] as number)],
    ["Requests", grouped(columns.requests[place] as number)],
  ];
  return element(
    "dl",
    {},
    ...rows.map(([term, what]) => element("div", {}, element("dt", {}, term), element("dd", {}, what))),
  );
}

function steps({ columns }: Run, place: number): HTMLElement {
  const faults = new Map<number, string>();
  for (let at = 0; at < columns.stepFaults.length; at += 3) {
    const [of, step, code] = columns.stepFaults.slice(at, at + 3) as [number, number, number];
    if (of === place) faults.set(step, columns.codes[code] as string);
  }
  const rows = columns.steps.map((label, step) => {
    const letter = columns.outcomes[place * columns.steps.length + step] as string;
    const outcome = OUTCOMES.get(letter)?.replace("-", " ") ?? "";
    return [label, outcome === "" ? faint("not reached") : outcome, element("code", {}, faults.get(step) ?? "")];
  });
  return table(["Step", "Outcome", "Code"], rows);
}

function reports(run: Run, place: number): readonly HTMLElement[] {
  const words = (note: Note | null): Child => {
    if (note === null) return faint("none seen");
    if (note.version === "" && note.date === null) return faint("none");
    return `${note.version} of ${dateOf(note)}`;
  };
  const met = run.columns.inventories.filter((inventory) => inventory.before[place * 3] !== -1);
  if (met.length === 0) return [];
  const rows = met.map((inventory) => [
    inventory.inventory,
    words(run.note(inventory, "before", place)),
    words(run.note(inventory, "after", place)),
  ]);
  return [table(["Report", "Before", "After"], rows)];
}

function faint(text: string): HTMLElement {
  return element("span", { class: "faint" }, text);
}

function table(heads: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement {
  return element(
    "table",
    { class: "plain" },
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element(
      "tbody",
      {},
      ...rows.map(([first, ...rest]) =>
        element("tr", {}, element("th", { scope: "row" }, first ?? ""), ...rest.map((cell) => element("td", {}, cell))),
      ),
    ),
  );
}
