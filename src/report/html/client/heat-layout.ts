/** Targets that were started together, and where their squares lie. */
export interface Block {
  /** From 0; null where the batches are too many to stand apart. */
  readonly batch: number | null;
  readonly places: readonly number[];
  readonly top: number;
  readonly rows: number;
}

/** Where each target's square lies, in CSS pixels. */
export interface HeatLayout {
  /** From one square to the next. */
  readonly pitch: number;
  readonly left: number;
  readonly columns: number;
  readonly height: number;
  readonly blocks: readonly Block[];
}

/** What is to be laid out. */
export interface HeatSize {
  readonly width: number;
  readonly batches: number;
  /** The batch of each target. */
  readonly batchOf: readonly number[];
}

/** Squares are no larger and no smaller; the map no higher, where that can be had. */
const PITCH = { most: 20, least: 3 } as const;
const HEIGHT = 440;
const LABELS = 64;
const BETWEEN = 10;
/** More batches than this run into one another. */
const APART = 16;
/** No lower than its label. */
const LEAST_BLOCK = 14;

/** The largest squares with which all targets fit. */
export function layHeat(size: HeatSize): HeatLayout {
  const groups = groupsOf(size);
  for (let pitch: number = PITCH.most; ; pitch -= 1) {
    const layout = lay(groups, size.width, pitch);
    if (layout.height <= HEIGHT || pitch === PITCH.least) return layout;
  }
}

function groupsOf({ batches, batchOf }: HeatSize): readonly Pick<Block, "batch" | "places">[] {
  const all = Array.from(batchOf, (_, place) => place);
  if (batches < 2 || batches > APART) return [{ batch: null, places: all }];
  const groups = Array.from({ length: batches }, (_, batch) => ({ batch, places: [] as number[] }));
  for (const place of all) groups[batchOf[place] as number]?.places.push(place);
  return groups.filter(({ places }) => places.length > 0);
}

function lay(groups: readonly Pick<Block, "batch" | "places">[], width: number, pitch: number): HeatLayout {
  const labelled = groups.some(({ batch }) => batch !== null);
  const left = labelled ? LABELS : 0;
  const columns = Math.max(1, Math.floor((width - left) / pitch));
  let top = 0;
  const blocks = groups.map((group): Block => {
    const rows = Math.ceil(group.places.length / columns);
    const block = { ...group, top, rows };
    top += Math.max(rows * pitch, labelled ? LEAST_BLOCK : 0) + BETWEEN;
    return block;
  });
  return { pitch, left, columns, height: Math.max(pitch, top - BETWEEN), blocks };
}

/** The square's left upper corner, by the target's block and its number in it. */
export function cornerOf(
  { left, pitch, columns }: HeatLayout,
  { top }: Block,
  at: number,
): readonly [x: number, y: number] {
  return [left + (at % columns) * pitch, top + Math.floor(at / columns) * pitch];
}

/** The target whose square lies there, or null. */
export function placeAt(layout: HeatLayout, x: number, y: number): number | null {
  const { left, pitch, columns, blocks } = layout;
  const block = blocks.find(({ top, rows }) => y >= top && y < top + rows * pitch);
  const column = Math.floor((x - left) / pitch);
  if (block === undefined || column < 0 || column >= columns) return null;
  return block.places[Math.floor((y - block.top) / pitch) * columns + column] ?? null;
}
