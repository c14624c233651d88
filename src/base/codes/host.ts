import type { FaultRow } from "./row.ts";

/** INV7xx: the host answered in WS-Management or WMI terms that it will not or cannot. */
export const hostFaults = {
  INV701: {
    title: "no such object on the host",
    hint: "The object named in the message does not exist on this computer.",
    retryable: false,
    state: "failed",
  },
  INV702: {
    title: "no such namespace or class on the host",
    hint: "The namespace or class named in the message does not exist on this computer; the software that brings it is missing or broken.",
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
