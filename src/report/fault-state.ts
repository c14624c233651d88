import { faultCodes } from "../base/codes/index.ts";
import type { FaultState } from "../base/codes/row.ts";

/** The state in which a target ends that a fault of this code ends; null for no code, and for one of another version. */
export function faultState(code: string | null): FaultState | null {
  if (code === null || !Object.hasOwn(faultCodes, code)) return null;
  return faultCodes[code as keyof typeof faultCodes].state;
}
