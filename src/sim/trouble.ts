/**
 * What can go wrong between a well-meaning host and its caller, by where it strikes. `connections`: one that is made.
 * `logons`: the first token of one. `undone` and `done`: a message, whose deed is then not done, or done all the same.
 */
export const troubleShapes = {
  connections: {
    resets: "ends a connection at once, with a reset",
    ends: "ends a connection at once",
    silent: "takes a connection and never says a word",
  },
  logons: {
    "logon-reset": "ends the connection with the first token",
    "logon-mute": "takes the first token and says no more",
    "logon-busy": "is too busy to log anybody on: 503",
    "logon-bad": "calls the first token bad: 400",
    "logon-garbage": "answers the first token with one that is none",
    "logon-welcome": "is content with the first token: 200",
    "logon-half": "stops in the middle of its challenge",
  },
  undone: {
    dropped: "reads a message and ends the connection",
    ignored: "reads a message and says nothing",
    forgotten: "forgets who logged on: 401 in the middle",
    busy: "is too busy: 503",
    "too-many": "has too many requests: 429",
    "bad-request": "calls a message bad: 400",
    elsewhere: "sends the caller elsewhere: 302",
    "no-quota": "has no quota left for the account",
  },
  done: {
    cut: "ends the connection instead of answering",
    "cut-in-head": "ends the connection in the head of the answer",
    truncated: "ends the connection in the middle of the answer",
    stalls: "does not answer",
    "stalls-in-head": "stops in the head of the answer",
    "stalls-before-body": "stops between head and body",
    "stalls-in-body": "stops in the middle of the answer",
    late: "answers after everybody has left",
    drips: "answers a byte at a time",
    garbage: "answers in garbage",
    "no-http": "answers in what is no HTTP",
    "endless-head": "answers in a head without end",
    oversized: "answers without end",
    "too-short": "announces less than it sends",
    twice: "answers twice",
    unrelated: "answers another request",
    "other-action": "answers another action",
    plain: "answers in plain text on a sealed connection",
    tampered: "its answer was changed on its way",
    malformed: "answers in what is no XML",
    bodiless: "answers nothing in a whole envelope",
    endless: "never comes to the end of a query",
    failing: "answers with an error and no word about it: 500",
    contradicts: "says that it failed, though it did it",
    "timed-out": "says that it ran out of time, though it did it",
    aborted: "says that it was aborted, though it did it",
  },
} as const;

type Shapes = typeof troubleShapes;
/** What can happen to a connection that is made. */
export type ConnectionTrouble = keyof Shapes["connections"];
/** What can happen to the first token of a logon. */
export type LogonTrouble = keyof Shapes["logons"];
/** What can happen to a message whose deed is not done. */
export type UndoneTrouble = keyof Shapes["undone"];
/** What can happen to a message whose deed is done. */
export type DoneTrouble = keyof Shapes["done"];
/** Any of them. */
export type TroubleShape = ConnectionTrouble | LogonTrouble | UndoneTrouble | DoneTrouble;

/** One trouble, and when it strikes. */
export interface Trouble {
  readonly shape: TroubleShape;
  /** The first connection, logon or message of this client, counted from 1, to which it happens. */
  readonly from: number;
  /** To how many; in JSON null is without end. */
  readonly times: number;
  /** Counts only messages that name this method in their action. */
  readonly only?: string;
}

/** Decides, one by one, what trouble strikes. One for each client. */
export class Misfortune {
  readonly troubles: readonly Trouble[];
  readonly #seen: number[];

  constructor(troubles: readonly Trouble[]) {
    this.troubles = troubles;
    this.#seen = troubles.map(() => 0);
  }

  /** What happens to the next connection. */
  strikeConnection(): ConnectionTrouble | null {
    return this.#strike(isConnectionTrouble);
  }

  /** What happens to the next logon. */
  strikeLogon(): LogonTrouble | null {
    return this.#strike(isLogonTrouble);
  }

  /** What happens to the next message; `action` is its addressing action, or empty where it could not be read. */
  strike(action: string): UndoneTrouble | DoneTrouble | null {
    return this.#strike(isMessageTrouble, (only) => only === undefined || action.endsWith(`/${only}`));
  }

  /** All that it may happen to are counted for each trouble; the first that strikes does. */
  #strike<S extends TroubleShape>(
    concerns: (shape: TroubleShape) => shape is S,
    counts: (only: string | undefined) => boolean = () => true,
  ): S | null {
    let struck: S | null = null;
    for (const [index, { shape, from, times, only }] of this.troubles.entries()) {
      if (!concerns(shape) || !counts(only)) continue;
      const seen = (this.#seen[index] as number) + 1;
      this.#seen[index] = seen;
      if (seen >= from && seen < from + times) struck ??= shape;
    }
    return struck;
  }
}

/** It happens to a connection that is made. */
export function isConnectionTrouble(shape: TroubleShape): shape is ConnectionTrouble {
  return shape in troubleShapes.connections;
}

function isLogonTrouble(shape: TroubleShape): shape is LogonTrouble {
  return shape in troubleShapes.logons;
}

function isMessageTrouble(shape: TroubleShape): shape is UndoneTrouble | DoneTrouble {
  return shape in troubleShapes.undone || isDoneTrouble(shape);
}

/** The deed is done all the same. */
export function isDoneTrouble(shape: TroubleShape): shape is DoneTrouble {
  return shape in troubleShapes.done;
}
