/** Answers of the WMI route: OData JSON Format 4.01, as memdocs, develop/adminservice/usage shows them. */
import { field, type Instance, readQuery } from "./query.ts";
import type { SiteModel } from "./site.ts";

/** In what sites differ from each other. */
export interface SiteQuirks {
  /** A filter that compares a text by `eq` is answered with 404. */
  readonly noTextEquality: boolean;
  /** The longest page, whatever is asked for. */
  readonly mostRows: number;
  /** The rest of a list is linked to. */
  readonly links: boolean;
  readonly idSpelling: "ResourceID" | "ResourceId";
  /** The account's role shows it nothing at all: every list is empty. */
  readonly hidden: boolean;
}

/** The same seed gives the same site; the first is one without any. An account that sees nothing is never drawn. */
export function quirksOf(seed: number): SiteQuirks {
  return {
    noTextEquality: seed % 3 === 2,
    mostRows: [1_000_000, 250, 1_000_000, 400][(seed - 1) % 4] ?? 1_000_000,
    links: seed % 4 === 0,
    idSpelling: seed % 2 === 0 ? "ResourceId" : "ResourceID",
    hidden: false,
  };
}

/** What goes back: a status, and a document or nothing. */
export interface SiteAnswer {
  readonly status: number;
  readonly document: object | null;
}

/** Answers a GET. `path` is below the service's own, `root` the address of that. */
export function answerTo(
  model: SiteModel,
  { path, search, root, quirks }: { path: string; search: string; root: string; quirks: SiteQuirks },
): SiteAnswer {
  const [, name = "", key] = /^\/wmi\/(\w+)(?:\(([^)]*)\))?$/i.exec(decodeURI(path)) ?? [];
  const all = model.instances(name);
  const query = readQuery(search);
  if (all === null) return { status: 404, document: null };
  if (query === null) return { status: 400, document: { error: { code: "", message: "The query is not valid." } } };
  const document = (rows: readonly Instance[], more: object = {}) => ({
    "@odata.context": `${root}/wmi/$metadata#${name}`,
    ...more,
    value: rows.map((row) => ({ "@odata.etag": "FC1", __LAZYPROPERTIES: [], ...selected(row, query.select) })),
  });
  if (key !== undefined) {
    const wanted = key.replace(/^'|'$/g, "").toLowerCase();
    const row = [...all].find((one) => String(Object.values(one)[0]).toLowerCase() === wanted);
    return row === undefined || quirks.hidden
      ? { status: 404, document: null }
      : { status: 200, document: document([row]) };
  }
  if (query.comparesText && quirks.noTextEquality) return { status: 404, document: null };
  const most = Math.min(query.top, quirks.mostRows);
  const rows: Instance[] = [];
  let at = 0;
  let more = false;
  for (const one of quirks.hidden ? [] : all) {
    if (!query.keeps(one) || at++ < query.skip) continue;
    more = rows.length === most;
    if (more) break;
    rows.push(one);
  }
  const rest = search.replace(/&?(\$|%24)skip=\d+/i, "");
  const link = { "@odata.nextLink": `${root}${path}${rest}&$skip=${query.skip + rows.length}` };
  return { status: 200, document: document(rows, more && quirks.links ? link : {}) };
}

function selected(row: Instance, select: readonly string[] | null): Instance {
  if (select === null) return row;
  const names = Object.keys(row).filter((name) => select.some((wanted) => wanted.toLowerCase() === name.toLowerCase()));
  return Object.fromEntries(names.map((name) => [name, field(row, name) ?? null]));
}
