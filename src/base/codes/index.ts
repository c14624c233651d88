import { authFaults } from "./auth.ts";
import { clientFaults } from "./client.ts";
import { hostFaults } from "./host.ts";
import { networkFaults } from "./network.ts";
import { protocolFaults } from "./protocol.ts";
import { refusals } from "./refusals.ts";
import { runFaults } from "./run.ts";
import { targetDiagnostics } from "./targets.ts";
import { textDiagnostics } from "./text.ts";

/** Every fault: what the world can say no with. INV4xx to INV9xx. */
export const faultCodes = {
  ...networkFaults,
  ...authFaults,
  ...protocolFaults,
  ...hostFaults,
  ...clientFaults,
  ...runFaults,
} as const;

/** Every diagnostic: what can be wrong with a text. INV1xx and INV2xx. */
export const diagnosticCodes = { ...textDiagnostics, ...targetDiagnostics } as const;

/** Every reason for which a command refuses before anything is touched. INV3xx. */
export const refusalCodes = { ...refusals } as const;

/** The code of a fault, such as `INV701`. */
export type FaultCode = keyof typeof faultCodes;
/** The code of a diagnostic, such as `INV101`. */
export type DiagnosticCode = keyof typeof diagnosticCodes;
/** The code of a refusal, such as `INV301`. */
export type RefusalCode = keyof typeof refusalCodes;
