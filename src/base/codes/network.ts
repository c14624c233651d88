import type { FaultRow } from "./row.ts";

export const networkFaults = {} as const satisfies Record<string, FaultRow>;
