import type { Chance } from "../chance.ts";
import { type Material, type Mutator, replaced } from "./mutator.ts";

const TAG = /<(\/?)([^\s<>/!?]+)([^<>]*?)(\/?)>/g;

/** One element of a text, from its first to behind its last character, and its tags. */
interface Span {
  readonly from: number;
  readonly to: number;
  /** Behind the start tag, before the end tag. */
  readonly inside: { readonly from: number; readonly to: number };
}

/** The elements of a text, as far as its tags have partners. */
function elementsOf(text: string): readonly Span[] {
  const open: { readonly name: string; readonly from: number; readonly inside: number }[] = [];
  const spans: Span[] = [];
  for (const { index, 0: tag, 1: closes, 2: name = "", 4: empty } of text.matchAll(TAG)) {
    const end = index + tag.length;
    if (empty !== "") spans.push({ from: index, to: end, inside: { from: end, to: end } });
    else if (closes === "") open.push({ name, from: index, inside: end });
    else {
      const opened = open.pop();
      if (opened?.name !== name) continue;
      spans.push({ from: opened.from, to: end, inside: { from: opened.inside, to: index } });
    }
  }
  return spans;
}

interface Place {
  readonly text: string;
  readonly span: Span;
  readonly chance: Chance;
  readonly material: Material;
}

function onElement(change: (place: Place) => string | { readonly at: number; readonly text: string }): Mutator {
  return (input, chance, material) => {
    const text = input.toString("latin1");
    const spans = elementsOf(text);
    const span = spans[chance.below(spans.length)];
    if (span === undefined) return input;
    const result = change({ text, span, chance, material });
    if (typeof result === "string") return replaced(input, span, Buffer.from(result, "latin1"));
    return replaced(input, { from: result.at, to: result.at }, Buffer.from(result.text, "latin1"));
  };
}

const whole = ({ text, span }: Place) => text.slice(span.from, span.to);

/** How deep an element is put into itself at most: beyond what is read. */
const MOST_NESTED = 160;

const ODD_MARKUP = [
  "<!-- why -->",
  "<![CDATA[<&]]>",
  "<?pi why?>",
  "&lt;",
  "&#0;",
  "&#x1F4A5;",
  "&why;",
  "]]>",
  "<!DOCTYPE a [<!ENTITY b 'c'>]>",
  "<a xmlns=''/>",
  "<x:a/>",
  "<a b='1' b='2'/>",
  "<a xmlns:x=''/>",
];

/** Changes of XML that leave it well-formed, as a rule. */
export const markupMutators: readonly Mutator[] = [
  onElement(() => ""),
  onElement((place) => whole(place).repeat(place.chance.often(90) ? 2 : place.chance.length(400))),
  onElement((place) => {
    const { text, span, chance } = place;
    const times = chance.length(MOST_NESTED);
    const [start, end] = [text.slice(span.from, span.inside.from), text.slice(span.inside.to, span.to)];
    return `${start.repeat(times)}${text.slice(span.inside.from, span.inside.to)}${end.repeat(times)}`;
  }),
  onElement(({ text, chance, material }) => {
    const other = chance.pick(material.samples, Buffer.from(text)).toString("latin1");
    const spans = elementsOf(other);
    const taken = spans[chance.below(spans.length)];
    return taken === undefined ? "" : other.slice(taken.from, taken.to);
  }),
  onElement(({ text, span, chance }) => {
    const spans = elementsOf(text);
    const taken = spans[chance.below(spans.length)] ?? span;
    return { at: span.inside.from, text: text.slice(taken.from, taken.to) };
  }),
  onElement(({ text, span, chance, material }) => {
    const value = chance.often(50) ? chance.pick(material.words, "") : String(chance.odd());
    return `${text.slice(span.from, span.inside.from)}${value}${text.slice(span.inside.to, span.to)}`;
  }),
  onElement(({ span, chance }) => ({ at: span.inside.from, text: chance.pick(ODD_MARKUP, "") })),
  onElement((place) => {
    const { span, text } = place;
    return `${whole(place)
      .slice(0, span.inside.from - span.from)
      .replace(/\s[^<>]*(?=>)/, "")}${text.slice(span.inside.from, span.to)}`;
  }),
];
