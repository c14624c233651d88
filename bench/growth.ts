import type { Row } from "./row.ts";

/** Ten times the clients may cost each this much more: what is queued, listened to or timed must not grow with the fleet. */
const MOST_GROWTH = 1.15;

/** What a client costs at 10,000 by what it costs at 1,000, where both were measured. */
export function growth(rows: readonly Row[]): readonly Row[] {
  const cpu = (clients: number) => rows.find(({ name }) => name === `scale-${clients}/cpu`)?.value;
  const [few, many] = [cpu(1_000), cpu(10_000)];
  if (typeof few !== "number" || typeof many !== "number") return [];
  const value = Math.round((many / few) * 100) / 100;
  const how = "scale-10000/cpu by scale-1000/cpu";
  return [{ name: "growth/cpu", value, unit: "x", limit: MOST_GROWTH, how }];
}
