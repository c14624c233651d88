import type { DiagnosticRow } from "./row.ts";

export const textDiagnostics = {} as const satisfies Record<string, DiagnosticRow>;
