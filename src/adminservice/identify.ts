import { Fault } from "../base/fault.ts";
import { firstLabel, type SiteComputer } from "./computers.ts";

/**
 * Which of the computers that share a first label is meant by a target's name. A name in full must be one that the
 * computer registered, where it registered any. Throws INV831 and INV832.
 */
export function identify(name: string, bearing: readonly SiteComputer[], site: string): SiteComputer {
  const inUse = bearing.filter(({ current }) => current);
  const candidates = name.includes(".") ? registered(name, inUse) : inUse;
  const [only, another] = candidates;
  if (only === undefined) throw new Fault("INV831", `The site at ${site} knows no client ${name}.`);
  if (another !== undefined) {
    const ids = candidates.map(({ resourceId }) => resourceId).join(", ");
    throw new Fault("INV832", `The site at ${site} knows several clients ${name}: ${ids}.`);
  }
  return only;
}

function registered(name: string, inUse: readonly SiteComputer[]): readonly SiteComputer[] {
  const folded = name.toLowerCase().replace(/\.$/, "");
  const sure = inUse.filter(({ fullNames }) => fullNames.some((one) => one.toLowerCase() === folded));
  if (sure.length > 0) return sure;
  const label = firstLabel(name);
  return inUse.filter(({ fullNames, name: short }) => fullNames.length === 0 && short.toLowerCase() === label);
}
