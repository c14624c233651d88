/** `settled`: the host showed it. `unsettled`: it was asked and did not come to an answer. `not-asked`: why, the answer says. */
export type PointState = "settled" | "unsettled" | "not-asked";

/** One thing that documents leave open, and what a real host does about it. */
export interface Point {
  readonly id: string;
  readonly question: string;
  readonly state: PointState;
  readonly answer: string;
  /** Pieces of what came over the wire, as they came. */
  readonly seen: readonly string[];
}

/** What one host showed. Holds no secret; and no name of a computer, domain or account unless these were to be kept. */
export interface ConformanceReport {
  readonly format: 1;
  readonly tool: string;
  readonly connection: { readonly auth: string; readonly tls: boolean };
  /** A reset and a trigger were allowed. */
  readonly resetAllowed: boolean;
  readonly points: readonly Point[];
}
