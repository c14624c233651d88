import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Document as Tree, type YAMLMap } from "yaml";
import type { DiagnosticCode } from "../base/codes/index.ts";
import type { Json } from "../base/json.ts";
import type { Span } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import type { Document, Spot } from "./document.ts";
import type { EditedText } from "./edits.ts";
import { TEXT_LIMITS } from "./limits.ts";

interface WalkOptions {
  readonly tree: Tree.Parsed;
  readonly source: Source;
  readonly edited: EditedText;
  readonly soundTo: number;
  readonly report: (code: DiagnosticCode, from: number, to: number, message: string, hint?: string) => void;
}

interface Found {
  readonly value: Json;
  readonly spot: Spot;
}

/** Turns the tree of the YAML reader into plain data with places, refusing what is not part of the language. */
export function walk({ tree, source, edited, soundTo, report }: WalkOptions): Document | null {
  let nodes = 0;
  const anchors = new Set<string>();

  const spanOf = (node: ParsedNode): Span => ({
    from: edited.original(node.range[0]),
    to: edited.original(node.range[1]),
  });
  /** Nothing stands here, because what should lies where YAML lost its way. */
  const isLost = ({ from, to }: Span) =>
    from === to && soundTo < source.text.length && source.text.slice(from + 1, soundTo).trim() === "";
  /** A refusal beyond the point where YAML lost its way may be an echo of that. */
  const refuse = (code: DiagnosticCode, span: Span, message: string, hint?: string) => {
    if (span.from < soundTo) report(code, span.from, span.to, message, hint);
  };

  function visit(node: ParsedNode | null | undefined, key: Span | null, depth: number): Found {
    nodes += 1;
    if (node == null) return leaf(null, { key, value: { from: key?.to ?? 0, to: key?.to ?? 0 } });
    const span = spanOf(node);
    if (isLost(span)) return leaf(null, { key, value: span, sound: false });
    if (nodes > TEXT_LIMITS.nodes || depth > TEXT_LIMITS.depth) return leaf(null, { key, value: span, sound: false });
    if (isAlias(node)) return visitAlias(node.source, key, span);
    let sound = true;
    if (node.anchor !== undefined) {
      anchors.add(node.anchor);
      // In a broken text the node may begin before its own anchor.
      const from = nearest(source.text, `&${node.anchor}`, span.from);
      refuse(
        "INV113",
        { from, to: from + node.anchor.length + 1 },
        `\`&${node.anchor}\` is an anchor, which is not part of the language`,
      );
    }
    if (node.tag !== undefined) {
      const written = /!\S*(?=\s*$)/.exec(source.text.slice(0, span.from))?.[0] ?? "";
      const from = source.text.lastIndexOf(written, span.from);
      refuse("INV114", { from, to: from + written.length }, `the tag \`${written}\` is not part of the language`);
      sound = false;
    }
    if (isMap(node)) return visitMap(node as YAMLMap.Parsed, { key, span, depth, sound });
    if (isSeq(node)) {
      const items = node.items.map((item) => visit(item as ParsedNode | null, null, depth + 1));
      const children = new Map(items.map(({ spot }, index) => [String(index), withDash(spot)]));
      return {
        value: items.map(({ value }) => value),
        spot: { key, value: span, written: null, children, sound },
      };
    }
    const value = isScalar(node) && typeof node.value !== "bigint" ? (node.value as Json) : null;
    return leaf(value, { key, value: span, written: source.text.slice(span.from, span.to), sound });
  }

  /** An empty item has no characters of its own: its dash stands for it. */
  function withDash(spot: Spot): Spot {
    if (spot.value.from !== spot.value.to) return spot;
    const dash = source.text.lastIndexOf("-", Math.max(0, spot.value.from - 1));
    return dash === -1 ? spot : { ...spot, value: { from: dash, to: dash + 1 } };
  }

  function visitAlias(name: string, key: Span | null, span: Span): Found {
    if (anchors.has(name)) {
      refuse("INV113", span, `\`*${name}\` is an alias, which is not part of the language`);
      return leaf(null, { key, value: span, sound: false });
    }
    const hint = `Write it in quotes: "*${name}".`;
    refuse("INV118", span, `a \`*\` at the start means an alias in YAML, so \`*${name}\` is not read as a text`, hint);
    return leaf(`*${name}`, { key, value: span, written: `*${name}`, sound: false });
  }

  function visitMap(
    map: YAMLMap.Parsed,
    { key, span, depth, sound }: { key: Span | null; span: Span; depth: number; sound: boolean },
  ): Found {
    const value: Record<string, Json> = {};
    const children = new Map<string, Spot>();
    for (const pair of map.items) {
      const keyNode = pair.key as ParsedNode | null;
      if (keyNode === null || !isScalar(keyNode)) {
        const at = keyNode === null ? { from: span.from, to: span.from + 1 } : spanOf(keyNode);
        refuse("INV110", at, "a key must be a word", "Is a quote or a dash missing here?");
        continue;
      }
      const keySpan = spanOf(keyNode);
      const name = typeof keyNode.value === "string" ? keyNode.value : source.text.slice(keySpan.from, keySpan.to);
      if (name === "<<") {
        refuse("INV115", keySpan, "`<<` is a merge key, which is not part of the language");
        continue;
      }
      const first = children.get(name)?.key;
      const found = visit(pair.value as ParsedNode | null, keySpan, depth + 1);
      if (first != null) {
        const { line } = source.place(first.from);
        refuse("INV112", keySpan, `\`${name}\` stands twice; the first is on line ${line}`);
        continue;
      }
      children.set(name, found.spot);
      Object.defineProperty(value, name, { value: found.value, enumerable: true, configurable: true, writable: true });
    }
    return { value, spot: { key, value: span, written: null, children, sound } };
  }

  const directives = tree.directives.yaml;
  if (directives.explicit && directives.version !== "1.2")
    refuse("INV114", { from: 0, to: 5 }, `the text asks for YAML ${directives.version}; runbooks are YAML 1.2`);
  const { value, spot } = visit(tree.contents, null, 0);
  if (nodes > TEXT_LIMITS.nodes) {
    report("INV104", 0, 0, `the text holds more than ${TEXT_LIMITS.nodes.toLocaleString("en")} keys and values`);
    return null;
  }
  return { source, value, root: spot, soundTo };
}

/** Where a piece of text stands at or before an offset, or else after it. */
function nearest(text: string, piece: string, offset: number): number {
  const before = text.lastIndexOf(piece, offset);
  return before === -1 ? Math.max(0, text.indexOf(piece, offset)) : before;
}

function leaf(value: Json, spot: { key: Span | null; value: Span; written?: string | null; sound?: boolean }): Found {
  const { key, value: span, written = null, sound = true } = spot;
  return { value, spot: { key, value: span, written, children: new Map(), sound } };
}
