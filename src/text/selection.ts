import { parseFingerprint } from "../base/fingerprint.ts";
import type { Json } from "../base/json.ts";
import type { FileEntry, HostEntry, HostList, Span, TargetSelection } from "../model/selection.ts";
import { type Document, isMap, spotAt, valueAt } from "./document.ts";
import { child } from "./pointer.ts";

/** Words of a list of targets that belong to the language and cannot be carried out by this version. */
export const UNBUILT_TARGET_KEYS: readonly string[] = ["collections", "stale", "exclude/collections", "exclude/stale"];

/** The list of targets at a pointer, as far as it is sound, each entry with its place. Null where there is none. */
export function readSelection(document: Document, pointer: string): TargetSelection | null {
  if (!isMap(valueAt(document, pointer))) return null;
  return {
    ...readList(document, pointer),
    exclude: readList(document, `${pointer}/exclude`),
    expect: readExpectation(document, `${pointer}/expect`),
  };
}

function readList(document: Document, pointer: string): HostList {
  const items = (key: string) => {
    const list = valueAt(document, `${pointer}/${key}`);
    return Array.isArray(list)
      ? (list as readonly Json[]).map((item, index) => ({ item, at: child(`${pointer}/${key}`, index) }))
      : [];
  };
  return {
    source: document.source,
    format: "yaml",
    hosts: items("hosts").flatMap(({ item, at }) => readHost(document, item, at)),
    files: items("files").flatMap(({ item, at }) => readFileEntry(document, item, at)),
    dynamic: [],
  };
}

function readHost(document: Document, item: Json, at: string): readonly HostEntry[] {
  const plain = { address: null, port: null, anyIdentity: false, addressAt: null };
  if (typeof item === "string") return [{ ...plain, name: item, ...place(document, at) }];
  if (!isMap(item) || typeof item.name !== "string") return [];
  const { name, address, port, identity, "server-name": serverName, fingerprint } = item;
  const pin = typeof fingerprint === "string" ? parseFingerprint(fingerprint) : null;
  const own = {
    address: typeof address === "string" ? address : null,
    port: typeof port === "number" ? port : null,
    anyIdentity: identity === "any",
    ...(typeof serverName === "string" ? { serverName } : {}),
    ...(pin === null ? {} : { fingerprint: pin }),
    addressAt: typeof address === "string" ? place(document, `${at}/address`) : null,
  };
  return [{ name, ...own, ...place(document, `${at}/name`) }];
}

function readFileEntry(document: Document, item: Json, at: string): readonly FileEntry[] {
  if (item === "") return [];
  if (typeof item === "string") return [{ path: item, column: null, columnAt: null, ...place(document, at) }];
  if (!isMap(item) || typeof item.path !== "string") return [];
  const named = typeof item.column === "string";
  const column = named ? (item.column as string) : null;
  const columnAt = named ? place(document, `${at}/column`) : null;
  return [{ path: item.path, column, columnAt, ...place(document, `${at}/path`) }];
}

function place(document: Document, at: string): Span {
  const { spot } = spotAt(document, at);
  return { from: spot.value.from, to: spot.value.to };
}

function readExpectation(document: Document, pointer: string): TargetSelection["expect"] {
  const expect = valueAt(document, pointer);
  if (!isMap(expect)) return null;
  const min = typeof expect.min === "number" ? expect.min : null;
  const max = typeof expect.max === "number" ? expect.max : null;
  return { min, max, ...place(document, pointer) };
}
