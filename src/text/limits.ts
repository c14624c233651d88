/** What a runbook or a list of targets may need at most, with room to spare; beyond it lies a mistake or an attack. */
export const TEXT_LIMITS = {
  /** Bytes of a file. A list of 100,000 names takes 3 MB. */
  bytes: 8 * 1024 * 1024,
  /** Maps within lists within maps. A runbook has 6. */
  depth: 64,
  /** Keys, items and values. */
  nodes: 500_000,
} as const;

/**
 * Brackets, or dashes on one line, nest deeper than any runbook: told before the text is parsed, since a parser
 * recurses. Counts without regard to quotes, which no honest text fills with that many open brackets.
 */
export function exceedsDepth(text: string): boolean {
  if (/(?:[-?] +){64}/.test(text)) return true;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > TEXT_LIMITS.depth) return true;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth -= 1;
  }
  return false;
}
