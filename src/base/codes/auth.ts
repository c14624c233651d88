import type { FaultRow } from "./row.ts";

export const authFaults = {} as const satisfies Record<string, FaultRow>;
