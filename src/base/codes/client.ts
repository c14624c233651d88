import type { FaultRow } from "./row.ts";

export const clientFaults = {} as const satisfies Record<string, FaultRow>;
