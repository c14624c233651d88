import { isIP } from "node:net";
import { Fault } from "../base/fault.ts";

/** The names a computer gives of itself: NetBIOS and DNS ([MS-NLMP] 2.2.2.1, AV pairs 1 and 3). */
export interface ComputerNames {
  readonly computer: string | null;
  readonly dnsComputer: string | null;
}

/** NetBIOS names are cut at this length, in characters. */
const NETBIOS_LENGTH = 15;

/**
 * Whether a computer that gives these names is the one meant. Two full names are compared whole; else the first label
 * with the host's own, or with the NetBIOS name, which may be cut. An address names no computer, so any will do.
 */
export function sameComputer(targetName: string, names: ComputerNames): boolean {
  if (isIP(targetName) !== 0) return true;
  const target = fold(targetName);
  const dns = fold(names.dnsComputer ?? "");
  if (target.includes(".") && dns.includes(".")) return target === dns;
  const label = firstLabel(target);
  if (dns !== "" && label === firstLabel(dns)) return true;
  const netbios = fold(names.computer ?? "");
  if (netbios === "") return false;
  if (label === netbios) return true;
  // A cut name proves nothing against a whole one.
  return dns === "" && label.slice(0, NETBIOS_LENGTH) === netbios;
}

/** Throws where another computer than the one named answers; to be asked before anything is sent. */
export function expectComputer(targetName: string): (names: ComputerNames) => void {
  return (names) => {
    if (sameComputer(targetName, names)) return;
    const other = printable(names.dnsComputer ?? names.computer ?? "");
    const who = other === "" ? "A computer that does not give its name" : other;
    throw new Fault("INV410", `${who} answers at the address of ${targetName}.`);
  };
}

function fold(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function firstLabel(name: string): string {
  return name.split(".", 1)[0] as string;
}

/** What a host says of itself is shown, but no longer than a name is and without control characters. */
function printable(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]/gu, "?").slice(0, 255);
}
