import { element } from "./elements.ts";
import { type Sorting, sorted } from "./sort.ts";
import type { Column } from "./table-columns.ts";

/** The height of every row, in pixels; the style sheet has the same. */
const ROW = 30;
/** Rows beyond the visible ones that are there already, so that scrolling shows no gaps. */
const SPARE = 12;

/** What the table is told from outside, and whom it tells. */
export interface TableOptions {
  readonly columns: readonly Column[];
  /** What a caption would say. */
  readonly label: string;
  onOpen(place: number): void;
}

/** A table of any length, of which only the rows in sight exist. */
export class Table {
  readonly #frame: HTMLElement;
  readonly #options: TableOptions;
  readonly #table: HTMLTableElement;
  readonly #body: HTMLTableSectionElement = element("tbody", {});
  readonly #heads: readonly HTMLTableCellElement[];
  #found: Int32Array = new Int32Array();
  #rows: Int32Array = new Int32Array();
  #sorting: Sorting | null = null;
  /** The row that the keyboard is at. */
  #current = 0;
  #first = -1;
  #last = -1;
  #queued = false;

  constructor(frame: HTMLElement, options: TableOptions) {
    this.#frame = frame;
    this.#options = options;
    this.#heads = options.columns.map((column) => this.#head(column));
    const head = element("thead", {}, element("tr", { "aria-rowindex": "1" }, ...this.#heads));
    this.#table = element("table", { class: "rows", "aria-label": options.label }, head, this.#body);
    frame.replaceChildren(this.#table);
    frame.addEventListener("scroll", () => this.#queue(), { passive: true });
    frame.addEventListener("keydown", (event) => this.#onKey(event));
    this.#body.addEventListener("click", (event) => this.#onClick(event));
    new ResizeObserver(() => this.#queue()).observe(frame);
  }

  /** The targets in the order in which they stand. */
  get rows(): Int32Array {
    return this.#rows;
  }

  /** Shows other targets, sorted as those before. */
  show(found: Int32Array): void {
    this.#found = found;
    this.#rows = this.#sorting === null ? found : sorted(found, this.#sorting);
    this.#current = 0;
    this.#frame.scrollTop = 0;
    this.#table.setAttribute("aria-rowcount", String(found.length + 1));
    this.#draw(true);
  }

  /** Puts these rows there, all of them, for paper; null goes back to those in sight. */
  spread(places: Int32Array | null): void {
    if (places === null) this.#draw(true);
    else this.#body.replaceChildren(...Array.from(places, (place, at) => this.#row(place, at)));
  }

  #head(column: Column): HTMLTableCellElement {
    const button = element("button", { type: "button" }, column.label);
    button.addEventListener("click", () => this.#sortBy(column));
    return element("th", { scope: "col", class: column.look, "aria-sort": "none", "data-label": column.label }, button);
  }

  #sortBy(column: Column): void {
    const again = this.#sorting?.column === column;
    // The third time it stands as in the plan.
    this.#sorting = again && this.#sorting?.descending ? null : { column, descending: again };
    this.#heads.forEach((head, at) => {
      const sorting = this.#options.columns[at] === this.#sorting?.column ? this.#sorting : null;
      head.setAttribute("aria-sort", sorting === null ? "none" : sorting.descending ? "descending" : "ascending");
    });
    this.show(this.#found);
  }

  #queue(): void {
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      this.#draw(false);
    });
  }

  #draw(anew: boolean): void {
    const { scrollTop, clientHeight } = this.#frame;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - SPARE);
    const last = Math.min(this.#rows.length, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE);
    if (!anew && first === this.#first && last === this.#last) return;
    const held = this.#body.contains(document.activeElement);
    [this.#first, this.#last] = [first, last];
    const rows = Array.from(this.#rows.subarray(first, last), (place, at) => this.#row(place, first + at));
    this.#body.replaceChildren(filler(first), ...rows, filler(this.#rows.length - last));
    if (held) this.#focus();
  }

  #row(place: number, at: number): HTMLTableRowElement {
    const cells = this.#options.columns.map(({ look, cell }, column) =>
      column === 0
        ? element("th", { scope: "row", class: look }, ...cell(place))
        : element("td", { class: look }, ...cell(place)),
    );
    const row = element("tr", { "aria-rowindex": String(at + 2), "data-at": String(at) }, ...cells);
    if (at === this.#current) row.querySelector("button")?.setAttribute("tabindex", "0");
    return row;
  }

  #onClick(event: MouseEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("tr[data-at]");
    if (row === null) return;
    this.#current = Number(row.dataset.at);
    const place = this.#rows[this.#current];
    if (place !== undefined) this.#options.onOpen(place);
  }

  #onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#frame.clientHeight / ROW) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    };
    const step = steps[event.key];
    if (step === undefined || this.#rows.length === 0) return;
    event.preventDefault();
    this.#current = Math.min(this.#rows.length - 1, Math.max(0, this.#current + step));
    this.#bringIntoSight();
    this.#draw(true);
    this.#focus();
  }

  #bringIntoSight(): void {
    const head = this.#table.tHead?.offsetHeight ?? 0;
    const top = this.#current * ROW;
    const { scrollTop, clientHeight } = this.#frame;
    if (top < scrollTop) this.#frame.scrollTop = top;
    else if (top + ROW > scrollTop + clientHeight - head) this.#frame.scrollTop = top + ROW - clientHeight + head;
  }

  #focus(): void {
    this.#body.querySelector<HTMLElement>(`tr[data-at="${this.#current}"] button`)?.focus({ preventScroll: true });
  }
}

/** Takes the room of rows that are not there. */
function filler(rows: number): HTMLTableRowElement {
  const filler = element("tr", { class: "filler", "aria-hidden": "true" });
  filler.style.height = `${rows * ROW}px`;
  return filler;
}
