import type { Credential } from "../../base/secret.ts";

/** The Authorization header of Basic, RFC 7617, in UTF-8 as Windows reads it. For TLS alone. */
export function basicAuthorization({ username, password }: Credential): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`, "utf8").toString("base64")}`;
}
