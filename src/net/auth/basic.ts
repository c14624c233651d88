import type { PasswordCredential } from "../../base/credential.ts";

/** The Authorization header of Basic, RFC 7617, in UTF-8 as Windows reads it. For TLS alone. */
export function basicAuthorization({ username, password }: PasswordCredential): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`, "utf8").toString("base64")}`;
}
