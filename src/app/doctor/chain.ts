import { type FaultCode, faultCodes } from "../../base/codes/index.ts";
import type { FaultRow } from "../../base/codes/row.ts";
import { Fault } from "../../base/fault.ts";
import {
  type Cause,
  type Check,
  type CheckName,
  checkNames,
  checkTitles,
  type Diagnosis,
} from "../../report/doctor-shape.ts";
import {
  findAgent,
  findClient,
  findProvisioning,
  findService,
  findSetup,
  findSite,
  judgeRow,
  readPolicy,
} from "./client.ts";
import { logOn, readWindows } from "./enter.ts";
import type { Look, Patient } from "./patient.ts";
import { askForNames, compareClocks, findWinrm, knock, lookUpName, readSchemes, secureIt } from "./reach.ts";

/** How each check is made. */
const LOOKS: Readonly<Record<CheckName, Look>> = {
  name: lookUpName,
  connection: knock,
  tls: secureIt,
  winrm: findWinrm,
  authentication: readSchemes,
  computer: askForNames,
  clock: compareClocks,
  logon: logOn,
  windows: readWindows,
  client: findClient,
  agent: findAgent,
  setup: findSetup,
  service: findService,
  site: findSite,
  provisioning: findProvisioning,
  policy: readPolicy,
  hardware: judgeRow("hardware"),
  software: judgeRow("software"),
};

/** Looks at one host, check by check, until one finds the cause; what follows is not looked at any more. */
export async function examine(patient: Patient): Promise<Diagnosis> {
  const checks: Check[] = [];
  let cause: Cause | null = null;
  for (const check of checkNames) {
    if (cause !== null) {
      const detail = `not checked, since ${faultCodes[cause.code].title} (${checkTitles[cause.check]})`;
      checks.push({ check, state: "not-checked", code: null, detail });
      continue;
    }
    try {
      const { state, detail, code = null } = await LOOKS[check](patient);
      checks.push({ check, state, code, detail });
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      cause = causeOf(fault, check);
      checks.push({ check, state: "found", code: fault.code, detail: fault.message.replace(/\.$/, "") });
    }
  }
  return { name: patient.target.name, checks, cause };
}

function causeOf({ code, message, hint, state }: Fault, check: CheckName): Cause {
  return { code, check, message, remedy: hint, maybe: maybeOf(code), state };
}

/** What may lie behind a code, the likeliest first. */
export function maybeOf(code: FaultCode): readonly string[] {
  return (faultCodes[code] as FaultRow).causes ?? [];
}
