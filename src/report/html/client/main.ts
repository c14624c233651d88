import { showTarget } from "./detail.ts";
import { byId } from "./elements.ts";
import { Heat } from "./heat.ts";
import { moveOver } from "./heat-keys.ts";
import { printRows } from "./paper.ts";
import { readRun } from "./run.ts";
import { createSearch } from "./search.ts";
import { Table } from "./table.ts";
import { tableColumns } from "./table-columns.ts";
import { chooseTheme } from "./theme.ts";
import { grouped } from "./words.ts";

const run = readRun();
const search = createSearch(run);
const open = (place: number) => showTarget(run, place);
for (const part of document.querySelectorAll<HTMLElement>(".live, button.show")) part.hidden = false;

const table = new Table(byId("rows"), { columns: tableColumns(run), label: "Targets", onOpen: open });
const heat = new Heat(run);
const query = byId<HTMLInputElement>("query");
const keys = [...document.querySelectorAll<HTMLButtonElement>("button.key")];
let found = search("");
table.show(found);

moveOver(heat, run, open);
chooseTheme(() => heat.draw());
printRows(run, table);

query.addEventListener("input", find);
for (const button of document.querySelectorAll<HTMLButtonElement>("button.show"))
  button.addEventListener("click", () => {
    query.value = button.dataset.search ?? "";
    find();
    byId("targets").scrollIntoView();
    query.focus({ preventScroll: true });
  });
for (const key of keys)
  key.addEventListener("click", () => {
    const pressed = key.getAttribute("aria-pressed") !== "true";
    for (const other of keys) other.setAttribute("aria-pressed", String(other === key && pressed));
    highlight();
  });

function find(): void {
  found = search(query.value);
  const all = found.length === run.count;
  byId("found").textContent = `${all ? "" : `${grouped(found.length)} of `}${grouped(run.count)} targets`;
  table.show(found);
  highlight();
}

/** The map shows what was searched for and is of the state whose key is pressed. */
function highlight(): void {
  const state = keys.find((key) => key.getAttribute("aria-pressed") === "true")?.dataset.state;
  const asked = new Uint8Array(run.count);
  for (const place of found) if (state === undefined || run.state(place) === state) asked[place] = 1;
  heat.ask(state === undefined && found.length === run.count ? null : asked);
}
