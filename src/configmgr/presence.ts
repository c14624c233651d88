import { type CimPath, formatPath } from "../base/cim.ts";
import { Fault, type FaultOptions } from "../base/fault.ts";
import type { StepSession } from "../model/step.ts";
import { CLIENT_NAMESPACE } from "./schedules.ts";

/** A class of the client that a request needed. */
type ClientClass = Pick<CimPath, "namespace" | "className">;

/**
 * What a fault says of the client: a class or namespace that is missing (INV702) means that there is no client, or one
 * that lacks this part. Every other fault is given back as it is.
 */
export async function clientFault(session: StepSession, fault: unknown, needed: ClientClass): Promise<unknown> {
  if (!(fault instanceof Fault) || fault.code !== "INV702") return fault;
  const message = `A ConfigMgr client is here, but ${formatPath(needed)} is missing.`;
  return (await withoutClient(session, fault)) ?? new Fault("INV802", message, because(fault));
}

/**
 * What a fault of one of SMS_Client's methods says of the client. A host answers a call alike where the class is
 * missing and where the method found nothing (INV701), so it is asked for the class before either is believed.
 */
export async function callFault(session: StepSession, fault: unknown): Promise<unknown> {
  if (!(fault instanceof Fault) || (fault.code !== "INV701" && fault.code !== "INV702")) return fault;
  return (await withoutClient(session, fault)) ?? fault;
}

/** Asks for the client's own class. Gives the fault of a computer without a client, or null where there is one. */
async function withoutClient(session: StepSession, cause: Fault): Promise<unknown | null> {
  try {
    await session.query(CLIENT_NAMESPACE, "select ClientVersion from SMS_Client");
    return null;
  } catch (inner) {
    if (!(inner instanceof Fault) || inner.code !== "INV702") return inner;
    return new Fault("INV801", `No ConfigMgr client here: ${CLIENT_NAMESPACE} is missing.`, because(cause));
  }
}

/** What a fault passes on to the one that says it better. */
export function because(cause: Fault): FaultOptions {
  const { delivered, detail } = cause;
  return { cause, delivered, ...(detail === undefined ? {} : { detail }) };
}
