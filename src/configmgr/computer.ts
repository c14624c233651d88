import { cimString } from "../base/cim.ts";
import type { OperationOptions, Session } from "../model/session.ts";

/** The names a computer gives of itself: NetBIOS, and in DNS where it has a domain. */
export interface ComputerNames {
  readonly computer: string | null;
  readonly dnsComputer: string | null;
}

/** Reads them from Win32_ComputerSystem, for logons that do not prove the computer's name. */
export async function readComputerNames(
  session: Pick<Session, "query">,
  options: OperationOptions,
): Promise<ComputerNames> {
  const wql = "select Name, DNSHostName, Domain, PartOfDomain from Win32_ComputerSystem";
  const [system] = await session.query("root\\cimv2", wql, options);
  if (system === undefined) return { computer: null, dnsComputer: null };
  const host = cimString(system, "DNSHostName");
  const domain = cimString(system, "PartOfDomain")?.toLowerCase() === "true" ? cimString(system, "Domain") : null;
  return {
    computer: cimString(system, "Name"),
    dnsComputer: host === null ? null : domain === null ? host : `${host}.${domain}`,
  };
}
