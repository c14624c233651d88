/** A whole number with its thousands apart: `10,000`. */
export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number with its noun: `1 target`, `25 targets`. */
export function counted(amount: number, noun: string): string {
  return `${grouped(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** Named counts as one list, those above zero: `12 changed, 3 failed`. */
export function listed(counts: Iterable<readonly [name: string, amount: number]>): string {
  const parts: string[] = [];
  for (const [name, amount] of counts) if (amount > 0) parts.push(`${grouped(amount)} ${name}`);
  return parts.join(", ");
}
