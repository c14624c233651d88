import type { RefusalRow } from "./row.ts";

export const refusals = {} as const satisfies Record<string, RefusalRow>;
