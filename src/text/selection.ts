import type { Json } from "../base/json.ts";
import type { HostEntry, Span, TargetSelection } from "../model/selection.ts";
import { type Document, isMap, spotAt, valueAt } from "./document.ts";
import { child } from "./pointer.ts";

/** Words of a list of targets that belong to the language and cannot be carried out by this version. */
export const UNBUILT_TARGET_KEYS: readonly string[] = [
  "files",
  "collections",
  "stale",
  "hosts/*/identity",
  "exclude/files",
  "exclude/collections",
  "exclude/stale",
];

/** The list of targets at a pointer, as far as it is sound, each entry with its place. Null where there is none. */
export function readSelection(document: Document, pointer: string): TargetSelection | null {
  const targets = valueAt(document, pointer);
  if (!isMap(targets)) return null;
  const place = (at: string): Span => {
    const { spot } = spotAt(document, at);
    return { from: spot.value.from, to: spot.value.to };
  };
  const items = (at: string) => {
    const list = valueAt(document, at);
    return Array.isArray(list) ? (list as readonly Json[]).map((item, index) => ({ item, at: child(at, index) })) : [];
  };
  const hosts = items(`${pointer}/hosts`).flatMap(({ item, at }): readonly HostEntry[] => {
    if (typeof item === "string") return [{ name: item, address: null, port: null, addressAt: null, ...place(at) }];
    if (!isMap(item) || typeof item.name !== "string") return [];
    const address = typeof item.address === "string" ? item.address : null;
    const port = typeof item.port === "number" ? item.port : null;
    const addressAt = address === null ? null : place(`${at}/address`);
    return [{ name: item.name, address, port, addressAt, ...place(`${at}/name`) }];
  });
  const exclude = items(`${pointer}/exclude/hosts`).flatMap(({ item, at }) =>
    typeof item === "string" ? [{ pattern: item, ...place(at) }] : [],
  );
  return { source: document.source, hosts, exclude, expect: readExpectation(document, `${pointer}/expect`, place) };
}

function readExpectation(document: Document, pointer: string, place: (at: string) => Span): TargetSelection["expect"] {
  const expect = valueAt(document, pointer);
  if (!isMap(expect)) return null;
  const min = typeof expect.min === "number" ? expect.min : null;
  const max = typeof expect.max === "number" ? expect.max : null;
  return { min, max, ...place(pointer) };
}
