import { type CimPath, formatPath } from "../base/cim.ts";
import { Fault, type FaultOptions } from "../base/fault.ts";
import type { StepSession } from "../model/step.ts";
import { CLIENT_NAMESPACE } from "./schedules.ts";

/** A class of the client that a request needed. */
type ClientClass = Pick<CimPath, "namespace" | "className">;

/**
 * What a fault says of the client: a class or namespace that is missing (INV702) means that there is no client, or one
 * that lacks this part; the client's own class tells which. Every other fault is given back as it is.
 */
export async function clientFault(session: StepSession, fault: unknown, needed: ClientClass): Promise<unknown> {
  if (!(fault instanceof Fault) || fault.code !== "INV702") return fault;
  try {
    await session.query(CLIENT_NAMESPACE, "select ClientVersion from SMS_Client");
  } catch (inner) {
    return inner instanceof Fault && inner.code === "INV702" ? noClient(fault) : inner;
  }
  return new Fault("INV802", `A ConfigMgr client is here, but ${formatPath(needed)} is missing.`, because(fault));
}

/** The fault of a computer without a client. */
export function noClient(cause: Fault): Fault {
  return new Fault("INV801", `No ConfigMgr client here: ${CLIENT_NAMESPACE} is missing.`, because(cause));
}

/** What a fault passes on to the one that says it better. */
export function because(cause: Fault): FaultOptions {
  const { delivered, detail } = cause;
  return { cause, delivered, ...(detail === undefined ? {} : { detail }) };
}
