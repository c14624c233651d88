import { type TargetState, targetStates } from "../../../model/outcome.ts";
import type { InventoryColumns, NoteField, RunColumns } from "../columns-shape.ts";
import { byId } from "./elements.ts";

/** What was said of a target, and the remedy. */
export interface Said {
  readonly message: string;
  readonly hint: string | null;
}

/** A client's note of a report. */
export interface Note {
  /** `4.30`; empty where it had none. */
  readonly version: string;
  /** Milliseconds since 1970, or the text where that is no date. */
  readonly date: number | string | null;
}

/** The run's targets, by their place in the summary. */
export class Run {
  readonly columns: RunColumns;
  readonly count: number;
  readonly #said: ReadonlyMap<number, Said>;

  constructor(columns: RunColumns) {
    this.columns = columns;
    this.count = columns.name.length;
    const said = new Map<number, Said>();
    for (let at = 0; at < columns.messages.length; at += 3) {
      const [place, message, hint] = columns.messages.slice(at, at + 3) as [number, string, number];
      said.set(place, { message, hint: columns.hints[hint] ?? null });
    }
    this.#said = said;
  }

  name(place: number): string {
    return this.columns.name[place] as string;
  }

  /** Its state's place in `targetStates`. */
  digit(place: number): number {
    return this.columns.state.charCodeAt(place) - 48;
  }

  state(place: number): TargetState {
    return targetStates[this.digit(place)] as TargetState;
  }

  stateWord(place: number): string {
    return this.columns.stateWords[this.digit(place)] as string;
  }

  /** Empty where no fault ended it. */
  code(place: number): string {
    return this.columns.codes[this.columns.code[place] as number] ?? "";
  }

  said(place: number): Said | null {
    return this.#said.get(place) ?? null;
  }

  /** Null where nobody looked, or none was seen. */
  note(inventory: InventoryColumns, which: "before" | "after", place: number): Note | null {
    const [major, minor, date] = inventory[which].slice(place * 3, place * 3 + 3) as [NoteField, NoteField, NoteField];
    if (major === -1) return null;
    const version = major === null ? "" : `${major}.${minor ?? "?"}`;
    return { version, date: typeof date === "number" ? this.columns.startedMs + date * 1_000 : date };
  }
}

/** Reads the run out of the page, and takes its text away: it is needed no more. */
export function readRun(): Run {
  const block = byId("columns");
  const columns = JSON.parse(block.textContent ?? "") as RunColumns;
  block.remove();
  return new Run(columns);
}
