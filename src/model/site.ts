import type { OperationOptions } from "./session.ts";

/** Bounds of one question to the site. */
export interface SiteLook extends OperationOptions {
  /** What was heard a moment ago will not do. */
  readonly anew: boolean;
}

/** What the site says of the reports of one computer. */
export interface SiteReports {
  /**
   * The date of the last report of an inventory that the site has taken in, in ISO 8601 as the computer dated it; null
   * where it has none. Throws a Fault.
   */
  lastReport(inventory: string, options: SiteLook): Promise<string | null>;
}
