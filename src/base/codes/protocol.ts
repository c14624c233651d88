import type { FaultRow } from "./row.ts";

export const protocolFaults = {} as const satisfies Record<string, FaultRow>;
