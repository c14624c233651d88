import { Fault } from "../base/fault.ts";
import type { JsonObject } from "../base/json.ts";
import type { WebLimits } from "../net/web.ts";
import type { SiteClass } from "./classes.ts";
import { countOf } from "./document.ts";
import { type AdminService, PAGE_ROWS } from "./service.ts";

/** A list that is read to its end. */
export interface Listing<T> {
  readonly of: SiteClass;
  readonly filter: string | null;
  /** What is kept of an instance, so that memory holds no more than that; null for one that is passed over. */
  take(row: JsonObject): { readonly key: number | string; readonly kept: T } | null;
  readonly limits: WebLimits;
}

/** More than any site has: 1,050,000 devices are supported (memdocs, core/plan-design/configs/size-and-scale-numbers). */
const MOST_INSTANCES = 2_000_000;

/**
 * Every instance once, however the pages overlap: nothing orders them. Null where the service knows no such filter.
 * A page without anything new is the end for a service that skips nothing and gives all it has; one that repeats a
 * full page might never come to what is behind it.
 */
export async function listAll<T>(
  service: AdminService,
  { of, filter, take, limits }: Listing<T>,
): Promise<ReadonlyMap<number | string, T> | null> {
  const found = new Map<number | string, T>();
  const passed = new Set<number | string>();
  for await (const rows of service.pages(of, filter, limits)) {
    if (rows === null) return null;
    const before = found.size + passed.size;
    for (const [at, row] of rows.entries()) {
      const taken = take(row);
      if (taken !== null) found.set(taken.key, taken.kept);
      else passed.add(countOf(row, "ResourceID") ?? `${before}:${at}`);
    }
    if (found.size + passed.size > MOST_INSTANCES) {
      throw new Fault("INV616", `The pages of ${service.name} come to no end.`, { delivered: "yes" });
    }
    if (found.size + passed.size > before) continue;
    if (rows.length !== PAGE_ROWS) return found;
    throw new Fault("INV616", `The pages of ${service.name} repeat themselves.`, { delivered: "yes" });
  }
  return found;
}
