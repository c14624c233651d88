import { randomBytes, timingSafeEqual } from "node:crypto";

/** The one account of a fleet. Its password is a throwaway for loopback: it protects nothing but simulated rows. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

/** Its name, without a domain. */
export const USERNAME = "operator";

/** The account with this password, or with one made up. */
export function createAccount(password: string | undefined): Account {
  return { username: USERNAME, password: password ?? randomBytes(18).toString("base64url") };
}

/**
 * The password of whoever logs on as `user`, or null where that is nobody. As on Windows, case does not matter, and
 * `user`, `DOMAIN\user` and `user@domain` are the same account.
 */
export function passwordOf(account: Account, user: string): string | null {
  const bare = user.replace(/^.*\\/, "").replace(/@.*$/, "");
  return bare.toLowerCase() === account.username ? account.password : null;
}

/** Whether both are right. */
export function isAccount(account: Account, user: string, password: string): boolean {
  const expected = passwordOf(account, user);
  if (expected === null) return false;
  const [left, right] = [Buffer.from(expected), Buffer.from(password)];
  return left.length === right.length && timingSafeEqual(left, right);
}
