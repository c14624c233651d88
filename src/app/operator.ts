import { hostname, userInfo } from "node:os";
import type { Credential } from "../base/credential.ts";
import type { Operator } from "../model/event.ts";

/** Who is at work here, by the operating system's word; empty where it has none. */
export function personHere(): Pick<Operator, "by" | "host"> {
  let by = "";
  try {
    by = userInfo().username;
  } catch {
    // A container's user may have no name.
  }
  return { by, host: hostname() };
}

/** The same with the accounts that log on; each once, where there are several. */
export function operatorOf(credentials: readonly Pick<Credential, "username">[]): Operator {
  return { ...personHere(), account: [...new Set(credentials.map(({ username }) => username))].join(", ") };
}
