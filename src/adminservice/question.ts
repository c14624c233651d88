/** Addresses of the administration service's WMI route: OData 4.01, Part 2 (URL Conventions) 4.3.1, 5.1.1 and 5.1.1.14. */
import type { SiteClass } from "./classes.ts";

/** What is asked of a class. */
export interface Question {
  readonly of: SiteClass;
  /** A `$filter`, not encoded; null for every instance. */
  readonly filter: string | null;
  readonly top: number;
  readonly skip: number;
}

/** The path below the service for a page of instances. */
export function listPath({ of: { name, select }, filter, top, skip }: Question): string {
  const options = [
    ...(filter === null ? [] : [`$filter=${encodeURIComponent(filter)}`]),
    `$select=${select.join(",")}`,
    `$top=${top}`,
    ...(skip === 0 ? [] : [`$skip=${skip}`]),
  ];
  return `/wmi/${name}?${options.join("&")}`;
}

/** The path for the one instance with this key. */
export function keyedPath({ name, select }: SiteClass, key: string): string {
  return `/wmi/${name}(${encodeURIComponent(literal(key))})?$select=${select.join(",")}`;
}

/** A text in an expression: a quote within is doubled, Part 2 5.1.1.14.1. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
