/** Faults of computers that are set up to keep a caller out, or whose client is broken: as in fault-rows.ts. */
import type { FaultRow } from "./fault-rows.ts";

/** Every one of them, by a name of our own. */
export const settingFaultRows = {
  serviceDenied: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:AccessDenied",
    code: 5,
    text: "The WinRM service refused this account.",
  },
  providerFails: {
    origin: "wmi",
    value: "s:Receiver",
    subcode: "w:InternalError",
    code: 0x80041013,
    cimStatus: 1,
    text: "The WMI provider could not be loaded.",
  },
} as const satisfies Record<string, FaultRow>;
