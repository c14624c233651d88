import { type Plan, planTargets } from "../model/plan.ts";
import { printable } from "./printable.ts";
import { counted } from "./words.ts";

/** With which credentials the targets are logged on to, by name; with how many of them each, where there are several. */
export function accountLines(plan: Plan): readonly string[] {
  const common = plan.connection.credential ?? "";
  const counts = new Map<string, number>();
  for (const { credential = common } of planTargets(plan)) counts.set(credential, (counts.get(credential) ?? 0) + 1);
  const several = counts.size > 1;
  return [...counts].map(([name, targets]) => {
    const account = name === "" ? "the unnamed credential" : `the credential ${printable(name)}`;
    return several ? `${account}, for ${counted(targets, "target")}` : account;
  });
}
