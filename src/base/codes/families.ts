import { authFaults } from "./auth.ts";
import { clientFaults } from "./client.ts";
import { hostFaults } from "./host.ts";
import { networkFaults } from "./network.ts";
import { protocolFaults } from "./protocol.ts";
import { refusals } from "./refusals.ts";
import type { DiagnosticRow, FaultRow, RefusalRow } from "./row.ts";
import { runFaults } from "./run.ts";
import { targetDiagnostics } from "./targets.ts";
import { textDiagnostics } from "./text.ts";

/** One hundred of the codes: `hundred` is the digit behind INV, `title` what its codes have in common. */
export type CodeFamily = { readonly hundred: number; readonly title: string } & (
  | { readonly kind: "diagnostic"; readonly rows: Readonly<Record<string, DiagnosticRow>> }
  | { readonly kind: "refusal"; readonly rows: Readonly<Record<string, RefusalRow>> }
  | { readonly kind: "fault"; readonly rows: Readonly<Record<string, FaultRow>> }
);

/** What a code is: a mistake in a text, a command that will not begin, or the world that says no to one step. */
export type CodeKind = CodeFamily["kind"];

/** The catalogue as people read it: every family, in order of its hundred. */
export const codeFamilies: readonly CodeFamily[] = [
  { hundred: 1, kind: "diagnostic", title: "the text of a runbook or list", rows: textDiagnostics },
  { hundred: 2, kind: "diagnostic", title: "which computers are meant", rows: targetDiagnostics },
  { hundred: 3, kind: "refusal", title: "a command refuses before anything is touched", rows: refusals },
  { hundred: 4, kind: "fault", title: "names, connections, TLS, HTTP", rows: networkFaults },
  { hundred: 5, kind: "fault", title: "logging on, and the protection of what is said", rows: authFaults },
  { hundred: 6, kind: "fault", title: "answers that cannot be read", rows: protocolFaults },
  { hundred: 7, kind: "fault", title: "what WinRM and WMI on the host refuse", rows: hostFaults },
  { hundred: 8, kind: "fault", title: "the ConfigMgr client", rows: clientFaults },
  { hundred: 9, kind: "fault", title: "the run itself ended the work", rows: runFaults },
];
