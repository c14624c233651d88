/** The words of a PowerShell script, as far as they are known here: about_Parsing, about_Quoting_Rules, about_Special_Characters. */

/** One token. `spaced`: a blank stands before it, which matters before a dot. */
export interface Token {
  readonly kind: "word" | "text" | "template" | "variable" | "type" | "parameter" | "sign";
  readonly text: string;
  readonly spaced: boolean;
}

const PATTERNS: readonly (readonly [Token["kind"] | "blank", RegExp])[] = [
  ["blank", /(?:[ \t]|`\r?\n|<#[\s\S]*?#>|#[^\r\n]*)+/y],
  ["sign", /(?:\r?\n)+|;/y],
  ["text", /'((?:[^']|'')*)'/y],
  ["template", /"((?:[^"`]|`[\s\S]|"")*)"/y],
  ["variable", /\$(?:\{([^}]+)\}|((?:env:)?\w+))/iy],
  ["type", /\[(\w+)\]/y],
  ["parameter", /-([A-Za-z]\w*):?/y],
  ["sign", /@\{|[|(){},=&.]/y],
  ["word", /[^\s|(){},;='"&$]+/y],
];

const MEMBER: typeof PATTERNS = [["word", /\w+/y]];

/** Null where something is written that is not known here. */
export function tokenize(script: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let spaced = true;
  for (let at = 0; at < script.length; ) {
    const last = tokens.at(-1);
    const found = match(script, { at, spaced, member: last?.text === "." && last.kind === "sign" });
    if (found === null) return null;
    const { kind, text, length } = found;
    at += length;
    if (kind !== "blank") tokens.push({ kind, text, spaced });
    spaced = kind === "blank" || (kind === "sign" && text !== ")" && text !== ".");
  }
  return tokens;
}

/** Behind a dot stands the name of a member. A dot at the beginning of a word is one of a member only where something stands right before it. */
function match(
  script: string,
  { at, spaced, member }: { readonly at: number; readonly spaced: boolean; readonly member: boolean },
) {
  for (const [kind, pattern] of member ? MEMBER : PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(script);
    if (found === null || (found[0] === "." && spaced)) continue;
    const inside = found[1] ?? found[2] ?? found[0];
    return { kind, text: kind === "text" ? inside.replaceAll("''", "'") : inside, length: found[0].length };
  }
  return null;
}
