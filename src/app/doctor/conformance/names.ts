/** What stands in the place of a name. */
const HIDDEN = "[name]";
/** Shorter names are words of any text; what they would hide is no name by itself. */
const LEAST_LETTERS = 3;

/** Takes names out of texts, without regard to case: of the host, its domain, its address, the account. */
export function withoutNames(names: readonly (string | null)[]): (text: string) => string {
  const whole = names.filter((name) => name !== null && name.length >= LEAST_LETTERS) as readonly string[];
  const longestFirst = [...new Set(whole)].sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  const pattern = new RegExp(longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
  return (text) => text.replace(pattern, HIDDEN);
}

/** The parts by which a name may stand somewhere else: `pc.corp.example` is `pc` and `corp.example` too. */
export function partsOf(name: string | null): readonly string[] {
  if (name === null) return [];
  const dot = name.indexOf(".");
  const numeric = /^[\d.:a-f]+$/i.test(name);
  return dot === -1 || numeric ? [name] : [name, name.slice(0, dot), name.slice(dot + 1)];
}
