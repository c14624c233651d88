import { cimString, cimUint32 } from "../base/cim.ts";
import type { OperationOptions, Session } from "../model/session.ts";
import type { StepSession } from "../model/step.ts";

/** The names a computer gives of itself: NetBIOS, and in DNS where it has a domain. */
export interface ComputerNames {
  readonly computer: string | null;
  readonly dnsComputer: string | null;
}

/** The query whose answer is the computer's names. */
export const COMPUTER_QUERY = {
  namespace: "root\\cimv2",
  wql: "select Name, DNSHostName, Domain, PartOfDomain from Win32_ComputerSystem",
} as const;

/** Reads them from Win32_ComputerSystem, for logons that do not prove the computer's name. */
export async function readComputerNames(
  session: Pick<Session, "query">,
  options: OperationOptions,
): Promise<ComputerNames> {
  const [system] = await session.query(COMPUTER_QUERY.namespace, COMPUTER_QUERY.wql, options);
  if (system === undefined) return { computer: null, dnsComputer: null };
  const host = cimString(system, "DNSHostName");
  const domain = cimString(system, "PartOfDomain")?.toLowerCase() === "true" ? cimString(system, "Domain") : null;
  return {
    computer: cimString(system, "Name"),
    dnsComputer: host === null ? null : domain === null ? host : `${host}.${domain}`,
  };
}

/** The query whose answer is the computer's own time. */
export const CLOCK_QUERY = {
  namespace: "root\\cimv2",
  wql: "select Year, Month, Day, Hour, Minute, Second from Win32_UTCTime",
} as const;

/**
 * The time on the computer's own clock, in milliseconds since 1970; null where it gives none. Win32_UTCTime holds
 * numbers in UTC, so that no zone has to be believed (reference of Win32_CurrentTime).
 */
export async function readClock(session: StepSession): Promise<number | null> {
  const [time] = await session.query(CLOCK_QUERY.namespace, CLOCK_QUERY.wql);
  if (time === undefined) return null;
  const [year, month, day, hour, minute, second] = ["Year", "Month", "Day", "Hour", "Minute", "Second"].map((part) =>
    cimUint32(time, part),
  );
  if (!year || !month || !day || hour == null || minute == null || second == null) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
