import { sha256 } from "../../base/digest.ts";

/** What a page brings along and is allowed to run. */
export interface PageParts {
  /** The text of its one script element. */
  readonly script: string;
  /** The text of its one style element. */
  readonly style: string;
}

/**
 * The page's content policy (CSP Level 3): nothing from anywhere, and of what stands inside only this script and this
 * style, by their hashes. Trusted types hold the script itself to making text, never markup.
 */
export function contentPolicy({ script, style }: PageParts): string {
  return [
    "default-src 'none'",
    `script-src ${source(script)}`,
    `style-src ${source(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** A hash source: the digest of the element's text in Base64 (CSP Level 3, 6.7.2.2). */
function source(text: string): string {
  return `'sha256-${Buffer.from(sha256(text), "hex").toString("base64")}'`;
}
