import type { DiagnosticRow } from "./row.ts";

export const targetDiagnostics = {} as const satisfies Record<string, DiagnosticRow>;
