/** A small correction of a text: so many characters away, these in their place. Offsets are those of the text as written. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Two edits overlap, or meet. */
export function touch(one: Edit, other: Edit): boolean {
  return one.at <= other.at + other.remove && other.at <= one.at + one.remove;
}

/** A text with its edits made, and the way back from its offsets to those of the text as written. */
export interface EditedText {
  readonly text: string;
  original(offset: number): number;
}

/** Edits may come in any order; they must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): EditedText {
  if (edits.length === 0) return { text, original: (offset) => offset };
  const ordered = [...edits].sort((a, b) => a.at - b.at);
  const pieces: string[] = [];
  const stretches: { readonly edited: number; readonly original: number; readonly length: number }[] = [];
  let from = 0;
  let length = 0;
  const keep = (to: number) => {
    pieces.push(text.slice(from, to));
    stretches.push({ edited: length, original: from, length: to - from });
    length += to - from;
  };
  for (const { at, remove, insert } of ordered) {
    keep(at);
    pieces.push(insert);
    length += insert.length;
    from = at + remove;
  }
  keep(text.length);
  return {
    text: pieces.join(""),
    original(offset) {
      let last = stretches[0] as (typeof stretches)[number];
      for (const stretch of stretches) if (stretch.edited <= offset) last = stretch;
      return last.original + Math.min(last.length, offset - last.edited);
    },
  };
}
