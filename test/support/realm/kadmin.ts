/** kadmin.local of MIT, which changes a realm's principals in its files. */
import { tell } from "./programs.ts";

/** Whose principals. */
export interface Administered {
  readonly realm: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Carries out orders as kadmin(1) has them, a line each. Rejects where one of them was not. */
export async function administer({ realm, env }: Administered, orders: readonly string[]): Promise<void> {
  const { err } = await tell(["kadmin.local", "-r", realm], { input: `${orders.join("\n")}\n`, env });
  // It ends with 0 whatever becomes of its orders.
  const wrong = err.split("\n").filter((line) => line !== "" && !/defaulting to no policy/.test(line));
  if (wrong.length > 0) throw new Error(`kadmin.local: ${wrong.join("; ")}`);
}

/** A word as kadmin reads it: in double quotes, which are doubled inside. */
export function quote(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
