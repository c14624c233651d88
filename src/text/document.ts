import type { Json, JsonObject } from "../base/json.ts";
import type { Span } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import { keysOf } from "./pointer.ts";

/** Where one value stands. The tree of spots has the shape of the value. */
export interface Spot {
  readonly key: Span | null;
  readonly value: Span;
  /** The characters of a scalar as they stand in the text, quotes included; null for maps and lists. */
  readonly written: string | null;
  readonly children: ReadonlyMap<string, Spot>;
  /** False where the text was refused, so that nothing more is to be said of the value. */
  readonly sound: boolean;
}

/** A text read: its plain value, and where each part of it stands. */
export interface Document {
  readonly source: Source;
  readonly value: Json;
  readonly root: Spot;
  /** Beyond this offset YAML lost its way: nothing is said of what stands there. */
  readonly soundTo: number;
}

/** The spot a JSON pointer names, or the nearest one above it. */
export function spotAt(document: Document, pointer: string): { readonly spot: Spot; readonly exact: boolean } {
  let spot = document.root;
  for (const key of keysOf(pointer)) {
    const next = spot.children.get(key);
    if (next === undefined) return { spot, exact: false };
    spot = next;
  }
  return { spot, exact: true };
}

/** Nothing on the way to this pointer was refused, and it stands where the text is still sound. */
export function isSound(document: Document, pointer: string): boolean {
  let spot = document.root;
  if (!spot.sound) return false;
  for (const key of keysOf(pointer)) {
    const next = spot.children.get(key);
    if (next === undefined) break;
    if (!next.sound) return false;
    spot = next;
  }
  return spot.value.to <= document.soundTo;
}

/** The value at a pointer, or undefined. Own properties only. */
export function valueAt(document: Document, pointer: string): Json | undefined {
  let value: Json | undefined = document.value;
  for (const key of keysOf(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

/** A map, not a list. */
export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
