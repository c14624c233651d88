/** A share of a whole in per cent, never 0 for some nor 100 for not all: `<0.1%`, `99.9%`. Empty where there is no whole. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "";
  const exact = (part / whole) * 100;
  if (part > 0 && exact < 0.1) return "<0.1%";
  if (part < whole && exact > 99.9) return "99.9%";
  const digits = exact >= 10 || Number.isInteger(exact) ? 0 : 1;
  const rounded = exact.toFixed(part < whole && exact > 99 ? 1 : digits);
  return `${rounded}%`;
}

/** `2026-11-21 22:00:04` in UTC, which the page says once. */
export function second(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}
