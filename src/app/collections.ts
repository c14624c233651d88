import { type Member, membersOf, type SiteCollection } from "../adminservice/collections.ts";
import { computersById, firstLabel, type SiteComputer } from "../adminservice/computers.ts";
import { Fault } from "../base/fault.ts";
import { Refusal } from "../base/refusal.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { createSource } from "../model/source.ts";
import { plainList } from "../targets/plain.ts";
import { checkHostName } from "../targets/ranges.ts";
import { reporterOf } from "../targets/report.ts";
import { readTextList } from "../targets/text-list.ts";
import { checkEverything, chooseCollection, type ReportHere } from "./choose-collection.ts";
import type { AskSource } from "./dynamic-sources.ts";
import { type OpenSite, questionLimits, type SiteInquiry } from "./site.ts";

/** How many names a sentence holds. */
const MOST_NAMED = 3;

/** Lists the members of collections: active clients for targets, everybody by every name for what is taken away. */
export function askCollections(site: SiteInquiry): AskSource<"collection"> {
  return (entry, { source, excludes }) =>
    site.ask(`The collection ${entry.name} is named`, async (open) => {
      const diagnostics: Diagnostic[] = [];
      const report = reporterOf(source, diagnostics);
      const reportHere: ReportHere = (code, message, more) => report(code, entry, message, more);
      const collection = await chooseCollection(open, entry.name, reportHere);
      if (collection === null) return { selection: null, diagnostics };
      const names = await namesIn(open, collection, { excludes, reportHere });
      const list = createSource(`collection ${collection.name}, ${collection.id}`, names.join("\n"));
      return { selection: plainList(list, "text", readTextList(list.text)), diagnostics };
    });
}

interface Naming {
  readonly excludes: boolean;
  readonly reportHere: ReportHere;
}

async function namesIn(open: OpenSite, collection: SiteCollection, naming: Naming): Promise<readonly string[]> {
  const { excludes } = naming;
  if (!excludes) checkEverything(open, collection);
  const seen = await visibleMembers(open, collection, naming);
  const meant = excludes ? seen : seen.filter(({ active }) => active);
  const ids = meant.map(({ resourceId }) => resourceId);
  const computers = await computersById(open.service, ids, questionLimits());
  if (!excludes) checkServers(open, collection, [...computers.values()]);
  const names = meant.flatMap((member) => {
    const known = namesOf(member, computers.get(member.resourceId) ?? null, open.site.dnsSuffix);
    return excludes ? known : known.slice(0, 1);
  });
  return usable(names, collection, naming.reportHere);
}

/** Every member that the account sees. What is not seen cannot be taken away: throws INV380 then. */
async function visibleMembers(
  { service }: OpenSite,
  { id, name, members: counted }: SiteCollection,
  { excludes, reportHere }: Naming,
): Promise<readonly Member[]> {
  const members = await membersOf(service, id, questionLimits());
  if (members === null) throw new Fault("INV612", `${service.name} lists no members of collections.`);
  const seen = [...members.values()];
  const total = counted ?? seen.length;
  if (seen.length >= total) return seen;
  const what = `The site counts ${total.toLocaleString("en")} members of ${name} (${id}) and shows this account`;
  if (seen.length === 0) throw new Refusal("INV376", `${what} none.`);
  const shown = `${what} ${seen.length.toLocaleString("en")}`;
  if (excludes) throw new Refusal("INV380", `${shown}.`);
  reportHere("INV247", `${shown[0]?.toLowerCase()}${shown.slice(1)}`, { severity: "warning" });
  return seen;
}

/** Refuses servers, unless the configuration allows them. Throws INV378. */
function checkServers({ site }: OpenSite, { name, id }: SiteCollection, computers: readonly SiteComputer[]): void {
  const servers = computers.filter(({ isServer }) => isServer);
  if (servers.length === 0 || site.allow.includes("servers")) return;
  const named = servers.slice(0, MOST_NAMED).map((server) => server.name);
  const among = `${named.join(", ")}${servers.length > named.length ? " and others" : ""}`;
  const count = servers.length === 1 ? "a server" : `${servers.length.toLocaleString("en")} servers`;
  throw new Refusal("INV378", `The collection ${name} (${id}) holds ${count}: ${among}.`);
}

/**
 * The names of a member, the one that it is reached by first: the full one that it registered, its name with the
 * configured suffix, its name alone. Of several full ones, as moved computers have, that with the suffix.
 */
function namesOf({ name }: Member, computer: SiteComputer | null, suffix: string | null): readonly string[] {
  const own = (computer?.fullNames ?? []).filter((full) => firstLabel(full) === firstLabel(name));
  const ends = (full: string) => suffix !== null && full.toLowerCase().endsWith(`.${suffix.toLowerCase()}`);
  const made = suffix === null ? [] : [`${name}.${suffix}`];
  return [...new Set([...own.filter(ends), ...own, ...(computer?.fullNames ?? []), ...made, name])];
}

/** Records may hold anything; a name that a list could not hold is no target, and neither a range nor a comment. */
function usable(names: readonly string[], { name, id }: SiteCollection, reportHere: ReportHere): readonly string[] {
  const isUsable = (one: string) => checkHostName(one) === null;
  const odd = names.filter((one) => !isUsable(one));
  if (odd.length > 0) {
    const shown = odd.slice(0, MOST_NAMED).map((one) => JSON.stringify(one.slice(0, 64)));
    const more = odd.length > shown.length ? `, and ${odd.length - shown.length} more` : "";
    reportHere("INV249", `${name} (${id}) holds what no computer is called: ${shown.join(", ")}${more}`, {
      severity: "warning",
    });
  }
  return [...new Set(names.filter(isUsable))];
}
