import { type TargetState, targetStates } from "../../../model/outcome.ts";
import { byId, element } from "./elements.ts";
import { type Block, cornerOf, type HeatLayout, layHeat, placeAt } from "./heat-layout.ts";
import type { Run } from "./run.ts";

/** Squares of this size and above show their state's sign as well. */
const SIGNED = 13;
/** States that stay without: of those who are well and those nobody touched there may be many, and they need no look. */
const PLAIN: readonly TargetState[] = ["succeeded", "not-started"];
/** How strongly a square shows that is not asked for. */
const DIM = 0.13;
/** Squares this small touch. */
const TOUCHING = 3;

/** The map of all targets on its canvas. */
export class Heat {
  readonly #run: Run;
  readonly #canvas = byId<HTMLCanvasElement>("heat");
  /** The squares as they are, without the frame around the one that is looked at. */
  readonly #drawn = document.createElement("canvas");
  #layout: HeatLayout | null = null;
  /** 1 for each target that is asked for; null for all. */
  #asked: Uint8Array | null = null;
  #looked: number | null = null;

  constructor(run: Run) {
    this.#run = run;
    new ResizeObserver(() => this.draw()).observe(this.#canvas.parentElement as HTMLElement);
  }

  /** Lets these targets stand out; null lets all. */
  ask(asked: Uint8Array | null): void {
    this.#asked = asked;
    this.#paint();
  }

  /** Puts a frame around a target. */
  look(place: number | null): void {
    this.#looked = place;
    this.#show();
  }

  /** The target at a point of the canvas, in CSS pixels. */
  at(x: number, y: number): number | null {
    return this.#layout === null ? null : placeAt(this.#layout, x, y);
  }

  get columns(): number {
    return this.#layout?.columns ?? 1;
  }

  /** Draws it anew: the room, the colours or the screen may be others. */
  draw(): void {
    const { columns } = this.#run;
    const width = Math.floor(this.#canvas.parentElement?.clientWidth ?? 0);
    if (width === 0) return;
    this.#layout = layHeat({ width, batches: columns.batches, batchOf: columns.batch });
    const { height } = this.#layout;
    const scale = window.devicePixelRatio;
    for (const canvas of [this.#canvas, this.#drawn]) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    this.#paint();
  }

  #paint(): void {
    const layout = this.#layout;
    const pen = this.#drawn.getContext("2d");
    if (layout === null || pen === null) return;
    const { pitch, blocks } = layout;
    const side = pitch - (pitch <= TOUCHING ? 0 : pitch < 8 ? 1 : 2);
    const signs = pitch >= SIGNED ? signPaths() : null;
    pen.setTransform(window.devicePixelRatio, 0, 0, window.devicePixelRatio, 0, 0);
    pen.clearRect(0, 0, this.#drawn.width, this.#drawn.height);
    const paper = colourOf("paper");
    targetStates.forEach((state, digit) => {
      const colour = colourOf(`s-${state}`);
      for (const block of blocks)
        block.places.forEach((place, at) => {
          if (this.#run.digit(place) !== digit) return;
          const [x, y] = cornerOf(layout, block, at);
          pen.globalAlpha = this.#asked === null || this.#asked[place] === 1 ? 1 : DIM;
          pen.fillStyle = colour;
          pen.fillRect(x, y, side, side);
          if (signs !== null && !PLAIN.includes(state))
            drawSign(pen, { path: signs[digit] as Path2D, x, y, side, colour: paper });
        });
    });
    pen.globalAlpha = 1;
    label(pen, blocks);
    this.#show();
  }

  #show(): void {
    const pen = this.#canvas.getContext("2d");
    const layout = this.#layout;
    if (pen === null || layout === null) return;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    if (this.#drawn.width > 0) pen.drawImage(this.#drawn, 0, 0);
    const looked = this.#looked;
    if (looked === null) return;
    const block = layout.blocks.find(({ places }) => places.includes(looked));
    if (block === undefined) return;
    const [x, y] = cornerOf(layout, block, block.places.indexOf(looked));
    const side = Math.max(9, layout.pitch + 3);
    const edge = (side - layout.pitch) / 2 + (layout.pitch > TOUCHING ? 0.5 : 0);
    pen.setTransform(window.devicePixelRatio, 0, 0, window.devicePixelRatio, 0, 0);
    pen.lineWidth = 2;
    pen.strokeStyle = colourOf("ink");
    pen.strokeRect(x - edge, y - edge, side, side);
  }
}

interface DrawnSign {
  readonly path: Path2D;
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly colour: string;
}

function drawSign(pen: CanvasRenderingContext2D, { path, x, y, side, colour }: DrawnSign): void {
  const scale = (side * 0.8) / 16;
  pen.save();
  pen.translate(x + side * 0.1, y + side * 0.1);
  pen.scale(scale, scale);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.8;
  pen.lineCap = "round";
  pen.stroke(path);
  pen.restore();
}

function label(pen: CanvasRenderingContext2D, blocks: readonly Block[]): void {
  pen.fillStyle = colourOf("faint");
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = "top";
  for (const { batch, top } of blocks) if (batch !== null) pen.fillText(`batch ${batch + 1}`, 0, top);
}

/** The signs as the page has them. */
function signPaths(): readonly Path2D[] {
  return targetStates.map(
    (state) => new Path2D(document.querySelector(`#sign-${state} path`)?.getAttribute("d") ?? ""),
  );
}

/** What a class's colour comes to, by theme and medium. */
function colourOf(look: string): string {
  const probe = element("span", { class: `probe ${look}` });
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
