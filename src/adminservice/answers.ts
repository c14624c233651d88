import { Fault } from "../base/fault.ts";

/** The fault that a status of the service is; 404 is judged where it is known what was asked. `where` is the subject. */
export function statusFault(status: number, where: string): Fault {
  const options = { delivered: "yes", detail: { status } } as const;
  const says = `(HTTP ${status})`;
  if (status === 403) return new Fault("INV611", `${where} lets this account read nothing ${says}.`, options);
  if (status === 400 || status === 414 || status === 501) {
    return new Fault("INV612", `${where} did not understand the question ${says}.`, options);
  }
  if (status === 408 || status === 425 || status === 429 || status === 503) {
    return new Fault("INV613", `${where} is too busy to answer ${says}.`, options);
  }
  if (status >= 500) return new Fault("INV614", `${where} failed at the question ${says}.`, options);
  return new Fault("INV610", `What answers at ${where} is not the administration service ${says}.`, options);
}

/** Faults of the way to the service, in the words of whoever asked it: the target is not to blame. */
export function asSiteFault(fault: Fault, where: string): Fault {
  const { code, message, delivered, hint } = fault;
  if (/^INV(61|9)/.test(code)) return fault;
  if (/^INV5/.test(code))
    return new Fault("INV619", `No logon at ${where}: ${message}`, { cause: fault, hint, delivered });
  return new Fault("INV618", `${where} cannot be asked: ${message}`, {
    cause: fault,
    delivered,
    detail: { code },
    ...(fault.retryable ? {} : { hint }),
  });
}
