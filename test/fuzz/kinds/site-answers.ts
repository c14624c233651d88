import { lastScans } from "../../../src/adminservice/scans.ts";
import { AdminService } from "../../../src/adminservice/service.ts";
import { SiteWatch } from "../../../src/adminservice/watch.ts";
import { askCollections } from "../../../src/app/collections.ts";
import type { OpenSite, SiteInquiry } from "../../../src/app/site.ts";
import { Fault } from "../../../src/base/fault.ts";
import { createSource } from "../../../src/model/source.ts";
import type { WebAnswer } from "../../../src/net/web.ts";
import { checkHostName } from "../../../src/targets/ranges.ts";
import { select } from "../../../src/targets/select.ts";
import { InstantClock } from "../instant-clock.ts";
import { headOf, joined, type Kind, piecesOf, type Verdict, verdictOf } from "../kind.ts";
import { jsonMutators } from "../mutations/json.ts";
import { lineMutators } from "../mutations/lines.ts";
import { longRuns } from "../mutations/runs.ts";
import { show } from "./runbook.ts";

const BASE = new URL("https://sms.corp.example/AdminService");
/** What a request line may ask for: RFC 9112 3.2. */
const PATH = /^\/AdminService\/[\x21-\x7e]*$/;
const MOST_PATHS = 200;
const source = createSource("runbook.yml", "collections: [Berlin]\n");
const entry = { kind: "collection", name: "Berlin", from: 14, to: 20 } as const;
const limits = { signal: new AbortController().signal, timeoutMs: 1_000 };

/** A site that answers with one piece after the other, the last of them always. */
function siteOf(pieces: readonly Buffer[]): AdminService {
  let asked = 0;
  const get = async (path: string): Promise<WebAnswer> => {
    if (!PATH.test(path)) throw new Error(`asked for ${JSON.stringify(path.slice(0, 200))}`);
    const { head, rest } = headOf(pieces[Math.min(asked, pieces.length - 1)] as Buffer);
    asked += 1;
    if (asked > MOST_PATHS) throw new Fault("INV406", "The connection to sms.corp.example was lost.");
    const [, status, date] = /^(\d{3})(?: (.*))?$/.exec(head) ?? [];
    const ms = Date.parse(date ?? "");
    const body = status === undefined ? Buffer.concat([Buffer.from(head), rest]) : rest;
    return { status: Number(status ?? 200), contentType: null, date: Number.isNaN(ms) ? null : ms, body };
  };
  return new AdminService({ base: BASE, web: { get, close: () => {} }, clock: new InstantClock() });
}

/** Members of a collection, for targets and to be taken away: every name is one that a list could hold. */
async function collection(pieces: readonly Buffer[], excludes: boolean): Promise<void> {
  const open = { service: siteOf(pieces), site: { dnsSuffix: "corp.example", allow: [] } } as unknown as OpenSite;
  const inquiry = { ask: (_why: string, work: (open: OpenSite) => unknown) => work(open) } as unknown as SiteInquiry;
  const { selection, diagnostics } = await askCollections(inquiry)(entry, { source, excludes });
  show(diagnostics);
  if (selection === null) return;
  for (const { name } of selection.hosts)
    if (checkHostName(name) !== null) throw new Error(`a target ${JSON.stringify(name)}`);
  const selected = select(selection);
  show(selected.diagnostics);
}

async function reports(pieces: readonly Buffer[]): Promise<void> {
  const scans = await lastScans(siteOf(pieces), [16_777_220, 16_777_221], limits);
  for (const ms of [...scans.values()].flatMap(({ hardware, software }) => [hardware, software]))
    if (ms !== null && Number.isNaN(new Date(ms).getTime())) throw new Error(`a report at ${ms}`);
  const watch = new SiteWatch({ service: siteOf(pieces), clock: new InstantClock() });
  try {
    const look = { anew: true, ...limits };
    const at = await watch.reportsOf("pc-1.corp.example").lastReport("hardware", look);
    if (at !== null && Number.isNaN(Date.parse(at))) throw new Error(`a report at ${at}`);
  } finally {
    watch.close();
  }
}

const page = (value: unknown, more = {}) => `200 Sat, 21 Nov 2026 22:00:00 GMT\n${JSON.stringify({ value, ...more })}`;
const found = page([{ CollectionID: "P0100012", Name: "Berlin", MemberCount: 2, CollectionType: 2 }]);
const member = { CollectionID: "P0100012", IsClient: true, IsActive: 1, IsObsolete: false, ClientType: 1 };
const members = page([
  { ...member, ResourceID: 16_777_220, Name: "PC-1" },
  { ...member, ResourceID: 16_777_221, Name: "PC-2" },
]);
const computer = { Client: 1, Obsolete: 0, Decommissioned: 0, OperatingSystemNameandVersion: "Windows 11" };
const computers = page([
  { ...computer, ResourceId: 16_777_220, Name: "PC-1", ResourceNames: ["pc-1.corp.example"] },
  { ...computer, ResourceId: 16_777_221, Name: "PC-2", ResourceNames: null },
]);
const scanned = page([
  {
    ResourceID: 16_777_220,
    LastHardwareScan: "2026-11-21T22:00:00Z",
    LastSoftwareScan: "2026-11-21T22:00:00.123+01:00",
  },
]);
const next = "https://sms.corp.example/AdminService/wmi/SMS_Collection?$skip=1";

/** Answers of a site's administration service, each behind a line with its status and the site's time. */
export const siteAnswers: Kind = {
  samples: [
    joined([found, members, computers]),
    joined([computers, scanned]),
    joined([scanned, computers, scanned]),
    joined([page([], { "@odata.nextLink": next }), found, members, computers]),
    joined(["404\n", found, "404\n", members, computers]),
    joined(["503\n", "429\n", found, members, "400\n"]),
  ],
  words: [
    ..."value @odata.nextLink Name ResourceID ResourceId ResourceNames CollectionID MemberCount IsClient".split(" "),
    ...[
      "pc-[1:9]",
      "pc-1#x",
      "a.b",
      "P0100012",
      "Berlin",
      next,
      "https://elsewhere.example/",
      "../..",
      "%2e%2e/",
      "//x",
    ],
    ...["9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59", "2026-11-21T22:00:00+0130", "200", "404", "%%%\n"],
  ],
  text: true,
  structures: [...jsonMutators, ...lineMutators, longRuns],
  async try(input): Promise<Verdict> {
    const pieces = piecesOf(input);
    const verdicts = [
      await verdictOf(() => collection(pieces, false)),
      await verdictOf(() => collection(pieces, true)),
      await verdictOf(() => reports(pieces)),
    ];
    return verdicts.includes("accepted") ? "accepted" : "refused";
  },
};
