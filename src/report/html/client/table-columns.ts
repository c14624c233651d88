import type { InventoryColumns } from "../columns-shape.ts";
import { type Child, element, sign } from "./elements.ts";
import { namesInOrder } from "./name-order.ts";
import type { Run } from "./run.ts";
import { dateOf, formatDuration, grouped } from "./words.ts";

/** One column of the table. */
export interface Column {
  readonly label: string;
  /** A class: how wide it is, and on which side its text stands. */
  readonly look: string;
  cell(place: number): readonly Child[];
  /** What rows are sorted by; NaN comes last in either direction. */
  key(place: number): number;
}

/** The columns of a run: only inventories that it met have theirs. */
export function tableColumns(run: Run): readonly Column[] {
  const { columns } = run;
  const figure = (label: string, values: readonly number[], say: (value: number) => string): Column => ({
    label,
    look: "n short",
    cell: (place) => [say(values[place] as number)],
    key: (place) => values[place] as number,
  });
  const names = namesInOrder(columns.name);
  return [
    { label: "Target", look: "name", cell: (place) => [nameButton(run, place)], key: (place) => names(place) },
    {
      label: "State",
      look: "state",
      cell: (place) => [sign(run.state(place)), run.stateWord(place)],
      key: (place) => run.digit(place),
    },
    {
      label: "Code",
      look: "code",
      cell: (place) => [run.code(place)],
      key: (place) => (run.code(place) === "" ? Number.NaN : Number(run.code(place).slice(3))),
    },
    ...columns.inventories.flatMap((inventory) => [
      noteColumn(run, inventory, "before"),
      noteColumn(run, inventory, "after"),
    ]),
    figure(
      "Batch",
      columns.batch.map((batch) => batch + 1),
      grouped,
    ),
    figure("Duration", columns.durationMs, (ms) => (ms === 0 ? "" : formatDuration(ms))),
  ];
}

function nameButton(run: Run, place: number): HTMLElement {
  return element("button", { type: "button", tabindex: "-1", "data-place": String(place) }, run.name(place));
}

function noteColumn(run: Run, inventory: InventoryColumns, which: "before" | "after"): Column {
  const title = `${inventory.inventory.charAt(0).toUpperCase()}${inventory.inventory.slice(1)}`;
  return {
    label: `${title} ${which}`,
    look: "note",
    cell(place) {
      const note = run.note(inventory, which, place);
      if (note === null) return [];
      if (note.version === "" && note.date === null) return [element("span", { class: "faint" }, "none")];
      return [element("b", {}, note.version), element("time", {}, dateOf(note))];
    },
    key(place) {
      const date = run.note(inventory, which, place)?.date ?? null;
      return typeof date === "number" ? date : Number.NaN;
    },
  };
}
