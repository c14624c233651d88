import { everythingCollections } from "../adminservice/classes.ts";
import { findCollection, type SiteCollection } from "../adminservice/collections.ts";
import type { DiagnosticCode } from "../base/codes/index.ts";
import { Refusal } from "../base/refusal.ts";
import { suggest } from "../base/suggest.ts";
import type { Severity } from "../model/diagnostic.ts";
import { type OpenSite, questionLimits } from "./site.ts";

/** Reports something where a collection is named. */
export type ReportHere = (
  code: DiagnosticCode,
  message: string,
  more?: { readonly hint?: string | undefined; readonly severity?: Severity },
) => void;

/** The collection of computers with this id or name, or null where it was reported why there is none. */
export async function chooseCollection(
  { service }: OpenSite,
  wanted: string,
  reportHere: ReportHere,
): Promise<SiteCollection | null> {
  const { found, known } = await findCollection(service, wanted, questionLimits());
  if (found.length === 0 && known.length === 0)
    throw new Refusal("INV376", `The site at ${service.name} shows this account no collection at all.`);
  const [only, ...others] = found.filter(({ ofDevices }) => ofDevices);
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    const ids = [only, ...others].map(({ id }) => id).join(" and ");
    reportHere("INV248", `\`${wanted}\` is the name of the collections ${ids}`);
  } else if (found.length > 0) reportHere("INV248", `\`${wanted}\` is a collection of users`);
  else {
    const near = suggest(wanted, known);
    const hint = near === null ? undefined : `Is \`${near}\` meant?`;
    reportHere("INV246", `the site has no collection \`${wanted}\``, { hint });
  }
  return null;
}

/** Refuses what holds everything, unless the configuration allows it. Throws INV377. */
export function checkEverything({ site }: OpenSite, { id, name }: SiteCollection): void {
  if (everythingCollections[id.toUpperCase()] === undefined || site.allow.includes("all-systems")) return;
  throw new Refusal("INV377", `The collection ${name} (${id}) holds everything that the site knows.`);
}
