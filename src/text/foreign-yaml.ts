/**
 * YAML that other programs wrote for themselves, as PyYAML reads it (YAML 1.1): with anchors, aliases, merge keys and tags,
 * which our own texts may not have. Of a key that stands twice the later value holds, as there.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  type Document as Tree,
  type YAMLMap,
} from "yaml";
import { type DiagnosticCode, diagnosticCodes } from "../base/codes/index.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Span } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import { isMap as isJsonMap, type Spot } from "./document.ts";
import { plainScalar } from "./foreign-scalars.ts";
import { exceedsDepth, TEXT_LIMITS } from "./limits.ts";
import { syntaxMessage } from "./syntax.ts";
import type { Reading } from "./yaml.ts";

/** The member that stands for a value which Ansible Vault has sealed, as Ansible writes it in JSON. */
export const VAULTED = "__ansible_vault";

/** Whether a value is a map that is not the form of a sealed value. */
export function isOpenMap(value: Json): value is JsonObject {
  return isJsonMap(value) && !Object.hasOwn(value, VAULTED);
}

interface Found {
  readonly value: Json;
  readonly spot: Spot;
}

/** Reads such a text. Its document is null where it is empty or not YAML. */
export function readForeignYaml(source: Source): Reading {
  const mistake = (code: DiagnosticCode, from: number, to: number, message: string, hint?: string): Reading => {
    const remedy = hint ?? diagnosticCodes[code].hint;
    return { document: null, diagnostics: [{ code, severity: "error", source, from, to, message, hint: remedy }] };
  };
  const deep = () => mistake("INV104", 0, 0, "the text is deeper or fuller than any inventory");
  if (exceedsDepth(source.text)) return deep();
  const tree = parse(source.text);
  if (tree === null) return deep();
  const [error] = tree.errors;
  if (error !== undefined) {
    // The reader's own words may repeat what stands there, which may be a secret.
    const { code, message, hint } = syntaxMessage(error.code, "it breaks off here");
    return mistake(code, error.pos[0], Math.max(error.pos[1], error.pos[0] + 1), message, hint);
  }
  if (tree.contents == null) return { document: null, diagnostics: [] };
  const found = walk(tree, source);
  if (found === null) return deep();
  return { document: { source, value: found.value, root: found.spot, soundTo: source.text.length }, diagnostics: [] };
}

function parse(text: string): Tree.Parsed | null {
  const options = {
    schema: "failsafe",
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  } as const;
  try {
    return parseDocument(text, options) as Tree.Parsed;
  } catch (error) {
    // The reader recurses: `a: a: a: …` on one line comes to the end of the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Null where the text is deeper or fuller than it may be, its aliases opened. */
function walk(tree: Tree.Parsed, { text }: Source): Found | null {
  let nodes = 0;
  let beyond = false;

  function visit(node: ParsedNode | null | undefined, key: Span | null, depth: number): Found {
    nodes += 1;
    const value = spanOf(node, key);
    if (nodes > TEXT_LIMITS.nodes || depth > TEXT_LIMITS.depth) {
      beyond = true;
      return leaf(null, { key, value, written: null });
    }
    if (node == null) return leaf(null, { key, value, written: null });
    if (isAlias(node)) {
      const meant = node.resolve(tree) as ParsedNode | undefined;
      return visit(meant, key, depth + 1);
    }
    if (isMap(node)) return visitMap(node as YAMLMap.Parsed, { key, value, depth });
    if (isSeq(node)) {
      const items = node.items.map((item) => visit(item as ParsedNode | null, null, depth + 1));
      const children = new Map(items.map(({ spot }, index) => [String(index), spot]));
      return { value: items.map((item) => item.value), spot: { key, value, written: null, children, sound: true } };
    }
    const written = text.slice(value.from, value.to);
    return leaf(isScalar(node) ? scalar(node as ScalarNode) : null, { key, value, written });
  }

  function visitMap(map: YAMLMap.Parsed, { key, value: span, depth }: Place): Found {
    const value: Record<string, Json> = {};
    const children = new Map<string, Spot>();
    const set = (name: string, found: Found) => {
      children.set(name, found.spot);
      Object.defineProperty(value, name, { value: found.value, enumerable: true, configurable: true, writable: true });
    };
    // What is merged yields to what stands here, wherever that is.
    for (const { key: name, value: node } of map.items)
      if (isScalar(name) && name.value === "<<" && name.type === "PLAIN")
        for (const [merged, found] of mergedMembers(visit(node as ParsedNode | null, null, depth + 1)))
          if (!Object.hasOwn(value, merged)) set(merged, found);
    for (const { key: name, value: node } of map.items) {
      if (!isScalar(name) || (name.value === "<<" && name.type === "PLAIN")) continue;
      set(String(name.value ?? ""), visit(node as ParsedNode | null, spanOf(name as ParsedNode, null), depth + 1));
    }
    return { value, spot: { key, value: span, written: null, children, sound: true } };
  }

  const found = visit(tree.contents, null, 0);
  return beyond ? null : found;
}

interface Place {
  readonly key: Span | null;
  readonly value: Span;
  readonly depth: number;
}

type ScalarNode = { readonly value: unknown; readonly type?: string; readonly tag?: string };

function scalar({ value, type, tag }: ScalarNode): Json {
  const text = String(value ?? "");
  if (tag === "!vault" || tag === "!vault-encrypted") return { [VAULTED]: text };
  if (tag !== undefined) return /^(?:!unsafe|!|tag:yaml\.org,2002:str)$/.test(tag) ? text : plainScalar(text);
  return type === "PLAIN" ? plainScalar(text) : text;
}

/** The members of a map, or of each map of a list, of which the first wins. */
function mergedMembers({ value, spot }: Found): readonly (readonly [string, Found])[] {
  if (Array.isArray(value))
    return value.flatMap((item, at) => mergedMembers({ value: item, spot: spot.children.get(String(at)) as Spot }));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, member]) => [
    name,
    { value: member, spot: spot.children.get(name) as Spot },
  ]);
}

function spanOf(node: ParsedNode | null | undefined, key: Span | null): Span {
  const from = node?.range?.[0] ?? key?.to ?? 0;
  return { from, to: node?.range?.[1] ?? from };
}

function leaf(value: Json, place: Pick<Spot, "key" | "value" | "written">): Found {
  const spot = { ...place, children: new Map<string, Spot>(), sound: true };
  // A sealed value is a map of one member, which stands where the value does.
  return { value, spot: isJsonMap(value) ? { ...spot, children: new Map([[VAULTED, spot]]) } : spot };
}
