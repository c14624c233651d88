import { askCollections } from "../src/app/collections.ts";
import { readConfiguration } from "../src/app/config.ts";
import { Credentials } from "../src/app/credentials.ts";
import { SiteInquiry } from "../src/app/site.ts";
import { systemClock } from "../src/base/clock.ts";
import { createSource } from "../src/model/source.ts";

// Asks the site of the configuration named first for the collection named second, of as many members as named third.
const [user = "", name = "", members = ""] = process.argv.slice(2);
const credentials = new Credentials({ configuration: await readConfiguration(false, { user }) });
const site = new SiteInquiry(credentials, systemClock);
const entry = { kind: "collection", name, from: 0, to: name.length } as const;
const { selection } = await askCollections(site)(entry, { source: createSource("bench", name), excludes: false });
await site.close();
if (selection?.hosts.length !== Number(members)) throw new Error(`${selection?.hosts.length} members, not ${members}`);
