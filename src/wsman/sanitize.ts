const CEILING = 300;

/** Controls, format characters (direction overrides among them), line separators, and what is no character at all. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** A text of the host's for a person to read: white space made single, what cannot be seen shown as an escape, at most 300 characters. */
export function sanitize(text: string): string {
  const shown = text
    .slice(0, CEILING * 8)
    .replace(/\s+/g, " ")
    .trim()
    .replace(UNSEEN, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
  const characters = [...shown];
  return characters.length <= CEILING ? shown : `${characters.slice(0, CEILING - 1).join("")}…`;
}
