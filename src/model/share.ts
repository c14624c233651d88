/** A count, or a percentage of a whole that its place names: as people write it. */
export type Share = number | `${number}%`;

/** The size of a batch; `rest` takes all that are left. */
export type BatchSize = Share | "rest";

/** So few targets may go all at once: where a runbook says nothing they do, and no batch is too large for them. */
export const FEW_TARGETS = 20;

/** A share of a whole as a number. Limits are rounded down, so that 2 % of 5 is 0; sizes and criteria up. */
export function shareOf(share: Share, whole: number, rounding: "up" | "down"): number {
  if (typeof share === "number") return share;
  // In thousandths, since 0.1 % of a whole must not suffer from binary fractions.
  const exact = Math.round(Number(share.slice(0, -1)) * 1_000 * whole) / 100_000;
  return rounding === "up" ? Math.ceil(exact) : Math.floor(exact);
}

/** A share as a person writes it: `5`, `10%`, `0.5%`; null where it is none. */
export function parseShare(text: string): Share | null {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  return /^(?:100|\d{1,2}(?:\.\d)?)%$/.test(text) ? (text as Share) : null;
}
