/** The days of a week as runbooks write them, beginning with Sunday as `Date` does. */
export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

export type Weekday = (typeof weekdays)[number];

/** A maintenance window as written: it opens on each of these days at `from`, and ends at the next `to`. */
export interface Window {
  readonly days: readonly Weekday[];
  /** `22:00`, by the clocks of `zone`. */
  readonly from: string;
  /** Where it is not after `from`, it is a time of the next day. */
  readonly to: string;
  /** An IANA time zone: `Europe/Berlin`. */
  readonly zone: string;
}

/** One opening of a window, in milliseconds since 1970; `to` exclusive. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}
