import { parseDuration } from "../base/duration.ts";
import { parseFingerprint } from "../base/fingerprint.ts";
import type { Json } from "../base/json.ts";
import type {
  DynamicEntry,
  FileEntry,
  HostEntry,
  HostList,
  LabelEntry,
  LabelKind,
  Span,
  TargetSelection,
} from "../model/selection.ts";
import { type Document, isMap, spotAt, valueAt } from "./document.ts";
import { child } from "./pointer.ts";

/** The keys of sources that are asked anew each time. */
export const DYNAMIC_KEYS = ["collections", "directory", "commands"] as const;

/** The keys of which a list of targets needs one, to mean anybody. */
export const SOURCE_KEYS = ["hosts", "files", ...DYNAMIC_KEYS] as const;

/** The list of targets at a pointer, as far as it is sound, each entry with its place. Null where there is none. */
export function readSelection(document: Document, pointer: string): TargetSelection | null {
  if (!isMap(valueAt(document, pointer))) return null;
  return {
    ...readList(document, pointer),
    exclude: readList(document, `${pointer}/exclude`),
    expect: readExpectation(document, `${pointer}/expect`),
    stale: readStaleness(document, `${pointer}/stale`),
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
    dynamic: [
      ...items("collections").flatMap(({ item, at }) => readNamed(document, { item, at, kind: "collection" })),
      ...items("directory").flatMap(({ item, at }) => readFilter(document, item, at)),
      ...items("commands").flatMap(({ item, at }) => readNamed(document, { item, at, kind: "command" })),
    ],
    labels: [
      ...items("groups").flatMap(({ item, at }) => readLabel(document, { item, at, kind: "group" })),
      ...items("tags").flatMap(({ item, at }) => readLabel(document, { item, at, kind: "tag" })),
    ],
  };
}

function readHost(document: Document, item: Json, at: string): readonly HostEntry[] {
  const plain = { address: null, port: null, anyIdentity: false, addressAt: null };
  if (typeof item === "string") return [{ ...plain, name: item, ...place(document, at) }];
  if (!isMap(item) || typeof item.name !== "string") return [];
  const { name, address, port, identity, tags, "server-name": serverName, fingerprint } = item;
  const pin = typeof fingerprint === "string" ? parseFingerprint(fingerprint) : null;
  const own = {
    address: typeof address === "string" ? address : null,
    port: typeof port === "number" ? port : null,
    anyIdentity: identity === "any",
    ...(typeof serverName === "string" ? { serverName } : {}),
    ...(pin === null ? {} : { fingerprint: pin }),
    addressAt: typeof address === "string" ? place(document, `${at}/address`) : null,
    ...(Array.isArray(tags) && { labels: tags.filter((tag) => typeof tag === "string").map(tagOf) }),
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
  const format = item.format === "ansible" ? ({ format: "ansible" } as const) : {};
  return [{ path: item.path, column, columnAt, ...format, ...place(document, `${at}/path`) }];
}

function tagOf(name: string) {
  return { kind: "tag", name } as const;
}

interface Item<Kind> {
  readonly item: Json;
  readonly at: string;
  readonly kind: Kind;
}

function readNamed(document: Document, { item, at, kind }: Item<"collection" | "command">): readonly DynamicEntry[] {
  return typeof item === "string" && item !== "" ? [{ kind, name: item, ...place(document, at) }] : [];
}

function readFilter(document: Document, item: Json, at: string): readonly DynamicEntry[] {
  if (typeof item === "string") return [{ kind: "directory", filter: item, base: null, ...place(document, at) }];
  if (!isMap(item) || typeof item.filter !== "string") return [];
  const { filter, base } = item;
  const own = { filter, base: typeof base === "string" ? base : null };
  return [{ kind: "directory", ...own, ...place(document, `${at}/filter`) }];
}

function readLabel(document: Document, { item, at, kind }: Item<LabelKind>): readonly LabelEntry[] {
  return typeof item === "string" && item !== "" ? [{ kind, name: item, ...place(document, at) }] : [];
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

function readStaleness(document: Document, pointer: string): TargetSelection["stale"] {
  const stale = valueAt(document, pointer);
  if (!isMap(stale)) return null;
  const { hardware, software } = stale;
  const ms = (value: Json | undefined) => (typeof value === "string" ? parseDuration(value) : null);
  return { hardwareMs: ms(hardware), softwareMs: ms(software), ...place(document, pointer) };
}
