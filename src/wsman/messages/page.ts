/**
 * What the answers to Enumerate and Pull share: DSP0226 1.0 sections 8.2.3 and 8.4.
 */
import { lack } from "../answer.ts";
import { NS } from "../namespaces.ts";
import type { XmlElement } from "../xml.ts";

/** MaxBatchItems of a host that nobody configured; Windows cuts pages at about 75 KB anyway. */
export const MAX_ELEMENTS = 32_000;

/** Some of the results. */
export interface Page {
  /** Instance elements or w:XmlFragment elements. */
  readonly items: readonly XmlElement[];
  /** How to ask for the next page; null at the end. */
  readonly context: string | null;
}

/** Enumerate's answer has w:Items and w:EndOfSequence, Pull's n:Items and n:EndOfSequence. Without a new context the last one holds on. */
export function readPage(answer: XmlElement, last: string | null): Page {
  const find = (local: string) => answer.child(NS.wsman, local) ?? answer.child(NS.enumeration, local);
  const items = find("Items")?.children ?? [];
  if (find("EndOfSequence") !== null) return { items, context: null };
  const context = answer.child(NS.enumeration, "EnumerationContext")?.text.trim() || last;
  return { items, context: context ?? lack("both EnumerationContext and EndOfSequence") };
}
