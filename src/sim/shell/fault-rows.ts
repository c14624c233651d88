/**
 * The faults of the text shell: [MS-WSMV] 3.1.4.5, 3.1.4.11 to 3.1.4.14, and recorded answers of Windows hosts; the
 * numbers in wsmerror.h and winerror.h. The texts are our own.
 */
export const shellFaultRows = {
  shellGone: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:InvalidSelectors",
    code: 0x8033805b,
    detail: "UnexpectedSelectors",
    text: "No shell of that id is open here.",
  },
  commandGone: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:InvalidSelectors",
    code: 0x8033805b,
    detail: "UnexpectedSelectors",
    text: "No command of that id is there; it may have ended.",
  },
  tooManyShells: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:QuotaLimit",
    code: 0x803381a5,
    text: "This account has as many shells open as it may have.",
  },
  tooManyCommands: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:QuotaLimit",
    code: 0x803381a6,
    text: "This shell has as many commands as it may have.",
  },
  // Recorded where a Receive names no command.
  badShellArgument: {
    origin: "shell",
    value: "s:Sender",
    subcode: "w:InvalidParameter",
    code: 87,
    detail: "InvalidValue",
    text: "The shell refused a parameter.",
  },
  timedOut: {
    origin: "service",
    value: "s:Receiver",
    subcode: "w:TimedOut",
    code: 0x80338029,
    text: "The operation did not complete within the time that OperationTimeout gives it.",
  },
} as const;
