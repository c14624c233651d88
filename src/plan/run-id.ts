import type { Random } from "../base/random.ts";

const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** An id that sorts by time and that no file system refuses: `20261121-063055-k7mp`. */
export function runId(now: number, random: Random): string {
  const stamp = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  let tail = "";
  for (let i = 0; i < 4; i++) tail += LETTERS[Math.floor(random() * LETTERS.length)];
  return `${stamp}-${tail}`;
}
