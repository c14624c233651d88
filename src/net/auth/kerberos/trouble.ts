import type { FaultCode } from "../../../base/codes/index.ts";
import { Fault } from "../../../base/fault.ts";

/** What can be in the way of a logon with Kerberos. Each is a fault of its own. */
export type Trouble =
  | "no-library"
  | "no-ticket"
  | "ticket-expired"
  | "realm-unknown"
  | "kdc-unreachable"
  | "clock-skew"
  | "service-unknown"
  | "address"
  | "client-unknown"
  | "password-wrong"
  | "account-closed"
  | "encryption-type"
  | "keytab"
  | "ticket-refused"
  | "host-unproven"
  | "source-unsupported"
  | "other";

interface TroubleRow {
  readonly code: FaultCode;
  /** `account` and `host` as people call them. */
  say(names: TroubleNames): string;
  /** The account was judged, and found wanting: it counts as a refused logon and is not tried again. */
  readonly refused?: true;
  /** Kerberos itself is wanting, so that `negotiate` may go on with NTLM. */
  readonly wanting?: true;
}

/** Whom a trouble concerns. */
export interface TroubleNames {
  readonly account: string;
  readonly host: string;
}

const TROUBLES: Readonly<Record<Trouble, TroubleRow>> = {
  "no-library": { code: "INV513", say: () => "There is no library for Kerberos here.", wanting: true },
  "no-ticket": { code: "INV514", say: ({ account }) => `There is no Kerberos ticket for ${account}.` },
  "ticket-expired": { code: "INV515", say: ({ account }) => `The Kerberos tickets of ${account} have expired.` },
  "realm-unknown": {
    code: "INV516",
    say: ({ account }) => `No key distribution center is known for the realm of ${account}.`,
    wanting: true,
  },
  "kdc-unreachable": {
    code: "INV517",
    say: ({ account }) => `The key distribution center of ${account} does not answer.`,
    wanting: true,
  },
  "clock-skew": {
    code: "INV518",
    say: ({ account, host }) => `The clocks are too far apart for Kerberos with ${account} at ${host}.`,
  },
  "service-unknown": {
    code: "INV519",
    say: ({ host }) => `The realm knows no service HTTP/${host}.`,
    wanting: true,
  },
  address: {
    code: "INV520",
    say: ({ host }) => `${host} is an address, and Kerberos needs a name.`,
    wanting: true,
  },
  "client-unknown": { code: "INV521", say: ({ account }) => `The realm does not know ${account}.`, refused: true },
  "password-wrong": {
    code: "INV522",
    say: ({ account }) => `The key distribution center refused the password or key of ${account}.`,
    refused: true,
  },
  "account-closed": {
    code: "INV523",
    say: ({ account }) => `The realm lets nobody log on as ${account}: locked, expired, or a password to be changed.`,
    refused: true,
  },
  "encryption-type": {
    code: "INV524",
    say: ({ host }) => `There is no encryption type on which all agree for Kerberos with ${host}.`,
  },
  keytab: { code: "INV525", say: ({ account }) => `The keytab holds no key of ${account}, or cannot be read.` },
  "ticket-refused": { code: "INV526", say: ({ host }) => `${host} refused the Kerberos ticket.` },
  "host-unproven": { code: "INV527", say: ({ host }) => `${host} did not prove to be who the ticket is for.` },
  other: { code: "INV528", say: ({ host }) => `Kerberos with ${host} failed.` },
  "source-unsupported": {
    code: "INV529",
    say: ({ account }) => `The Kerberos library here cannot take tickets for ${account} from where they are.`,
    wanting: true,
  },
};

/** A call of a Kerberos library that failed. `status` are the library's own figures. */
export class KerberosError extends Error {
  readonly trouble: Trouble;
  readonly status: Readonly<Record<string, number>>;

  constructor(trouble: Trouble, status: Readonly<Record<string, number>> = {}) {
    super(`kerberos: ${trouble}`);
    this.trouble = trouble;
    this.status = status;
  }

  /** The account was judged, and found wanting. */
  get refused(): boolean {
    return TROUBLES[this.trouble].refused === true;
  }

  /** Kerberos itself is wanting, so that NTLM may be tried. */
  get wanting(): boolean {
    return TROUBLES[this.trouble].wanting === true;
  }

  /** The fault that it is for one target. */
  toFault(names: TroubleNames): Fault {
    const { code, say } = TROUBLES[this.trouble];
    return new Fault(code, say(names), { cause: this, detail: this.status });
  }
}
