import type { FaultRow } from "./row.ts";
import { siteAnswers } from "./site.ts";

const NOT_WINRM =
  "Something other than WinRM may answer at this address and port, such as a proxy; check `port` and try `winrm id -r:HOST` from Windows.";

/** INV6xx: what came back cannot be read as an answer to what was asked, or what is to be asked cannot be written. */
export const protocolFaults = {
  INV601: {
    title: "the answer is not a SOAP message",
    hint: NOT_WINRM,
    retryable: false,
    state: "failed",
  },
  INV602: {
    title: "the answer is not well-formed XML",
    hint: NOT_WINRM,
    retryable: false,
    state: "failed",
  },
  INV603: {
    title: "the answer holds more, or other, XML than is read",
    hint: "WinRM does not send such answers. Find out what answers at this address before trying again.",
    retryable: false,
    state: "failed",
  },
  INV604: {
    title: "the answer's bytes are not in the charset it names",
    hint: NOT_WINRM,
    retryable: false,
    state: "failed",
  },
  INV605: {
    title: "the answer lacks a part that WS-Management prescribes",
    hint: "The host's WinRM service or its WMI plug-in is faulty; restart the WinRM service there and try again.",
    retryable: false,
    state: "failed",
  },
  INV606: {
    title: "the answer belongs to another request",
    hint: "The connection was out of step and is given up; a proxy that shares connections between clients can cause this.",
    retryable: true,
    state: "failed",
  },
  INV607: {
    title: "the answer is for another action than the one asked for",
    hint: "The host's WinRM service answers against DSP0226; restart it there and try again.",
    retryable: false,
    state: "failed",
  },
  INV608: {
    title: "the query has more results than are read",
    hint: "Narrow the query with a WHERE clause.",
    retryable: false,
    state: "failed",
  },
  INV609: {
    title: "a text cannot be written as XML",
    hint: "Take the control characters out of the value, or correct the name, and try again.",
    retryable: false,
    state: "failed",
  },
  ...siteAnswers,
} as const satisfies Record<string, FaultRow>;
