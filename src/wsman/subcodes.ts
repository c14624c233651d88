/**
 * Fault subcodes, for faults whose detail holds no code that is known: DSP0226 1.0 clause 14 (w:),
 * WS-Addressing 2004/08 section 4 (a:), WS-Enumeration 2004/09 section 4 (n:). By local name, as prefixes are unsure.
 */
import type { HostCode } from "./fault-codes.ts";

/** What each subcode means; those that say nothing by themselves, such as w:InternalError, are left out. */
export const subcodes: ReadonlyMap<string, Pick<HostCode, "fault" | "doubtful">> = new Map([
  ["AccessDenied", { fault: "INV703" }],
  ["ActionMismatch", { fault: "INV712" }],
  ["ActionNotSupported", { fault: "INV712" }],
  ["CannotProcessFilter", { fault: "INV714" }],
  ["Concurrency", { fault: "INV709" }],
  ["DestinationUnreachable", { fault: "INV701" }],
  ["EncodingLimit", { fault: "INV711", doubtful: true }],
  ["EndpointUnavailable", { fault: "INV709" }],
  ["FilterDialectRequestedUnavailable", { fault: "INV714" }],
  ["FilteringNotSupported", { fault: "INV714" }],
  ["InvalidEnumerationContext", { fault: "INV716" }],
  ["InvalidMessageInformationHeader", { fault: "INV717" }],
  ["InvalidOptions", { fault: "INV717" }],
  ["InvalidParameter", { fault: "INV707" }],
  ["InvalidResourceURI", { fault: "INV702" }],
  ["InvalidSelectors", { fault: "INV715" }],
  ["MessageInformationHeaderRequired", { fault: "INV717" }],
  ["QuotaLimit", { fault: "INV708" }],
  ["SchemaValidationError", { fault: "INV707" }],
  ["TimedOut", { fault: "INV710", doubtful: true }],
  ["UnsupportedFeature", { fault: "INV717" }],
] as const);
