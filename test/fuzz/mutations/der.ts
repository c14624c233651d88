import { derChildren, readDer, writeDer } from "../../../src/net/auth/der.ts";
import type { Chance } from "../chance.ts";
import type { Mutator } from "./mutator.ts";

/** A tree of elements, so that one can be changed and the lengths above it stay right. */
interface Node {
  tag: number;
  content: Buffer;
  children: Node[];
}

/** X.690 8.1.2.5: a constructed element holds others. */
const CONSTRUCTED = 0x20;

function treeOf(bytes: Buffer): Node[] {
  return derChildren(bytes).map(({ tag, content }) => ({
    tag,
    content,
    children: (tag & CONSTRUCTED) === 0 ? [] : treeOf(content),
  }));
}

function bytesOf({ tag, content, children }: Node): Buffer {
  return children.length === 0 ? writeDer(tag, content) : writeDer(tag, ...children.map(bytesOf));
}

function allOf(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...allOf(node.children)]);
}

/** Takes hold of a node and of those among which it stands. */
function onNode(change: (node: Node, siblings: Node[], chance: Chance) => void): Mutator {
  return (input, chance) => {
    if (readDer(input) === null) return input;
    const roots = treeOf(input);
    const node = chance.pick(allOf(roots), roots[0] as Node);
    const siblings = [roots, ...allOf(roots).map(({ children }) => children)].find((list) => list.includes(node));
    change(node, siblings ?? roots, chance);
    return Buffer.concat(roots.map(bytesOf));
  };
}

/** Changes of elements of DER that keep the lengths around them right. */
export const derMutators: readonly Mutator[] = [
  onNode((node, siblings) => {
    siblings.splice(siblings.indexOf(node), 1);
  }),
  onNode((node, siblings, chance) => {
    siblings.push(...Array.from({ length: chance.length(80) }, () => node));
  }),
  onNode((node, _siblings, chance) => {
    node.tag = chance.often(70)
      ? chance.pick([0x04, 0x06, 0x0a, 0x30, 0x60, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4], 4)
      : chance.below(256);
  }),
  onNode((node, _siblings, chance) => {
    node.children = [];
    node.content = chance.bytes(chance.length(100) - 1);
  }),
  onNode((node, siblings, chance) => {
    siblings[siblings.indexOf(node)] = {
      tag: chance.pick([0x30, 0xa0, 0xa1], 0x30),
      content: node.content,
      children: [node],
    };
  }),
  onNode((_node, siblings) => {
    siblings.reverse();
  }),
];
