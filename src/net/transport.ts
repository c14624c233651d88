import type { Logon } from "./logon.ts";

/** One answer, unsealed where the connection seals. */
export interface Reply {
  /** The HTTP status. */
  readonly status: number;
  /** Of the message itself (inside the sealing), such as `application/soap+xml;charset=UTF-8`; null where there was none. */
  readonly contentType: string | null;
  readonly body: Buffer;
}

/** Bounds of one exchange. */
export interface PostOptions {
  /** Cuts the exchange off at once. */
  readonly signal: AbortSignal;
  /** For the exchange with everything it needs: names, connecting, logging on. */
  readonly timeoutMs: number;
  /** Of the whole operation, where this is one exchange of several: what a fault says that the time was. */
  readonly operationMs?: number;
  /**
   * The message may be sent a second time. Then a connection that proves dead is rebuilt and the message sent once
   * more; else a message that may have left is never repeated, and the Fault says `delivered: "maybe"`.
   */
  readonly repeatable: boolean;
}

/** One authenticated conversation over one connection; strictly serial; (re)connects when needed. Throws Faults. */
export interface Transport {
  post(body: Buffer, contentType: string, options: PostOptions): Promise<Reply>;
  /** HTTP requests sent so far, logons included. */
  readonly requests: number;
  readonly connected: boolean;
  /** The last logon, an object of its own each time; null before the first. */
  readonly logon: Logon | null;
  /** Gives the connection up; the next post makes a new one. */
  rest(): void;
  close(): void;
}
