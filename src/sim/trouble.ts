/**
 * What can go wrong between a well-meaning host and its caller. `cut`: the connection ends instead of the answer,
 * which was carried out; `truncated`: half of it; `forgotten`: 401, as from a host that lost the logon, and nothing
 * carried out; `unrelated`: it relates to another message; `plain`: unsealed where sealing was agreed; `tampered`: a
 * bit was turned over; `oversized`: it goes on and on; `drips`: a byte at a time.
 */
export type TroubleShape =
  | "cut"
  | "truncated"
  | "forgotten"
  | "garbage"
  | "oversized"
  | "unrelated"
  | "plain"
  | "tampered"
  | "drips";

/** One trouble, and when it strikes. */
export interface Trouble {
  readonly shape: TroubleShape;
  /** The first message of this client, counted from 1, to which it happens. */
  readonly from: number;
  /** To how many messages. */
  readonly times: number;
  /** Counts only messages that name this method in their action. */
  readonly only?: string;
}

/** Decides, message by message, whether trouble strikes. One for each client. */
export class Misfortune {
  readonly #trouble: Trouble | null;
  #seen = 0;

  constructor(trouble: Trouble | null) {
    this.#trouble = trouble;
  }

  /** What happens to the next message; `action` is its addressing action, or empty where it could not be read. */
  strike(action: string): TroubleShape | null {
    const trouble = this.#trouble;
    if (trouble === null || (trouble.only !== undefined && !action.endsWith(`/${trouble.only}`))) return null;
    this.#seen += 1;
    return this.#seen >= trouble.from && this.#seen < trouble.from + trouble.times ? trouble.shape : null;
  }
}
