import type { Secret } from "../../src/base/secret.ts";

/** A secret that is like no other text, by where it comes from. */
export function canary(source: string): string {
  return `canary-${source}-Zq7xW3`;
}

/** What a secret is, for a test to compare. */
export function revealed(secret: Secret): string {
  return secret.reveal();
}
