import type { ScheduleName } from "../configmgr/schedules.ts";
import type { Absence } from "./absence.ts";
import type { Manner } from "./agent.ts";
import type { TroublePart } from "./draw-trouble.ts";
import type { Trouble } from "./trouble.ts";

/**
 * What a client's WMI has: everything, no root\ccm, root\ccm without invagt, a refusal for whoever asks (`agent-denied`:
 * in invagt alone), or a provider that cannot be loaded.
 */
export type WmiState = "whole" | "no-client" | "no-agent" | "denied" | "agent-denied" | "failing";

/** Where a client is that cannot be reached. `closed`: nowhere; `silent`: there, but it never says a word. */
export type Reach = "closed" | "silent";

/**
 * What a run of the full-inventory example ought to come to: reset hardware, reset software, force both, wait for
 * hardware, wait for software with `on-error: continue`. `steps` is as far as it is determined; `state` is null where
 * more than one end is right.
 */
export interface Expected {
  readonly state: "succeeded" | "failed" | "unreachable" | null;
  readonly steps: readonly ("changed" | "unchanged" | "sent" | "failed")[];
}

/** One kind of simulated client. What is left out is as on a healthy one. */
export interface Kind {
  readonly about: string;
  readonly expected: Expected;
  /** At a port of its own. Left out: at the port that the others share. */
  readonly reach?: Reach;
  readonly wmi?: WmiState;
  readonly manners?: Partial<Record<ScheduleName, Manner>>;
  /** Inventories without a row when the fleet starts. */
  readonly absent?: readonly ScheduleName[];
  /** Inventories switched off by client settings: no InventoryAction row. */
  readonly disabled?: readonly ScheduleName[];
  readonly provisioning?: boolean;
  /** It is assigned to another site than the fleet. */
  readonly elsewhere?: true;
  /** The client's version, where that is not the fleet's. */
  readonly version?: string;
  /** How long its setup still runs when the fleet starts. */
  readonly setupMs?: number;
  /** The language of its faults. */
  readonly language?: "ja-JP" | "de-DE";
  /** Answers are held back this long. */
  readonly delayMs?: number;
  /** Operations refused for want of quota before the first that is let through. */
  readonly quota?: number;
  /** Names itself as another computer. */
  readonly misplaced?: boolean;
  /** Does not know the fleet's account. */
  readonly refuses?: boolean;
  /** Each connection ends after so many answers; the last one says so, or it does not. */
  readonly dropsAfterAnswers?: number;
  readonly announcesDrop?: boolean;
  /** A connection ends after so long without a request. */
  readonly dropsAfterIdleMs?: number;
  readonly trouble?: Trouble;
  /** A web server answers in the place of WinRM. */
  readonly noWinrm?: true;
  /** The schemes that it offers, where those are not the usual ones. */
  readonly offers?: readonly string[];
  /** What it does about NTLM: its policy refuses it, or grants no sealing. */
  readonly ntlm?: "refused" | "unsealed";
  /** The WinRM service refuses everybody, or cuts the rights of local accounts, as Windows does for network logons. */
  readonly winrm?: "denied" | "filters-local";
  /** How far its clock is ahead, in milliseconds, where that is not drawn. */
  readonly clockAheadMs?: number;
  /** What is wrong with its TLS certificate. */
  readonly certificate?: CertificateFlaw;
  /** The version of its Windows. */
  readonly windows?: string;
  /** The client's service, where it does not run. */
  readonly service?: "stopped" | "missing";
  /** It is assigned to no site. */
  readonly unassigned?: true;
  /** How long ago it reported last, in days. */
  readonly reportedDaysAgo?: number;
  /** Since its last report a cycle began, so many days ago, and did not end. */
  readonly hungDaysAgo?: number;
  /** Trouble that each client of the kind draws for itself: one out of each of these parts. */
  readonly draws?: readonly TroublePart[];
  /** It goes away for a while. */
  readonly absence?: Absence;
}

/** What can be wrong with a certificate that its authority signed all the same. */
export type CertificateFlaw = "expired" | "other-name";

/** What is right for a healthy client. */
export const WELL: Expected = { state: "succeeded", steps: ["changed", "changed", "changed", "sent", "sent"] };
/** More than one end is right. */
export const UNDETERMINED: Expected = { state: null, steps: [] };
