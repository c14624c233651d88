import { byId } from "./elements.ts";
import type { Heat } from "./heat.ts";
import type { Run } from "./run.ts";

/** Between two words about what is pointed at, in milliseconds: a screen reader is not talked over. */
const SAY_MS = 60;

/** Lets pointer and keyboard move over the map; what is looked at is told below it. */
export function moveOver(heat: Heat, run: Run, onOpen: (place: number) => void): void {
  const canvas = byId<HTMLCanvasElement>("heat");
  const under = byId("under");
  let looked: number | null = null;
  let timer = 0;
  const look = (place: number | null) => {
    if (place === looked) return;
    looked = place;
    heat.look(place);
    clearTimeout(timer);
    timer = setTimeout(() => {
      under.textContent = place === null ? "\u00a0" : sentence(run, place);
    }, SAY_MS);
  };
  canvas.addEventListener("pointermove", ({ offsetX, offsetY }) => look(heat.at(offsetX, offsetY)));
  canvas.addEventListener("pointerleave", () => look(null));
  canvas.addEventListener("blur", () => look(null));
  canvas.addEventListener("click", () => {
    if (looked !== null) onOpen(looked);
  });
  canvas.addEventListener("keydown", (event) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: heat.columns,
      ArrowUp: -heat.columns,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    };
    const step = steps[event.key];
    if (step !== undefined) look(looked === null ? 0 : Math.min(run.count - 1, Math.max(0, looked + step)));
    else if ((event.key === "Enter" || event.key === " ") && looked !== null) onOpen(looked);
    else return;
    event.preventDefault();
  });
}

function sentence(run: Run, place: number): string {
  const code = run.code(place);
  const message = run.said(place)?.message;
  const fault = [code, message].filter((part) => part !== undefined && part !== "").join(" ");
  return `${run.name(place)}, batch ${(run.columns.batch[place] as number) + 1}: ${run.stateWord(place)}${fault === "" ? "" : `. ${fault}`}`;
}
