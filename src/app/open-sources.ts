import type { Clock } from "../base/clock.ts";
import { askDirectory } from "./ask-directory.ts";
import { askCollections } from "./collections.ts";
import type { Credentials } from "./credentials.ts";
import type { DynamicSources } from "./dynamic-sources.ts";
import { SiteInquiry } from "./site.ts";
import { narrowStale } from "./stale.ts";
import { askCommands } from "./target-command.ts";

/** Lends work the sources of targets that are asked anew each time. Nobody is asked, and nothing opened, before the first question. */
export async function withSources<T>(
  { credentials, clock }: { readonly credentials: Credentials; readonly clock: Clock },
  work: (sources: DynamicSources) => Promise<T>,
): Promise<T> {
  const site = new SiteInquiry(credentials, clock);
  try {
    return await work({
      collection: askCollections(site),
      directory: askDirectory(credentials, new AbortController().signal),
      command: askCommands(credentials.configuration),
      stale: (names, staleness) => narrowStale(site, names, staleness),
    });
  } finally {
    await site.close();
  }
}
