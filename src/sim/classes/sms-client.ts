/** The client's own class: memdocs, client class SMS_Client and the pages of its methods. */
import { type ScheduleName, scheduleId, schedules } from "../../configmgr/schedules.ts";
import type { Call, SimClass } from "../class.ts";
import { SoapFault } from "../faults.ts";
import { canonicalId } from "./inventory.ts";

const KNOWN_SCHEDULES: ReadonlyMap<string, ScheduleName> = new Map(
  schedules.map(({ name }) => [scheduleId(name), name]),
);

/** A singleton whose methods start what the client does. */
export const smsClient: SimClass = {
  name: "SMS_Client",
  key: null,
  instances: ({ version }) => [
    {
      className: "SMS_Client",
      properties: {
        AllowLocalAdminOverride: true,
        ClientType: 1,
        ClientVersion: version,
        EnableAutoAssignment: false,
      },
    },
  ],
  parameters: { TriggerSchedule: ["sScheduleID"], RequestMachinePolicy: ["uFlags"] },
  methods: {
    GetAssignedSite: ({ client }) => ({ ReturnValue: 0, sSiteCode: client.site }),
    TriggerSchedule: triggerSchedule,
    RequestMachinePolicy: ({ client, input }) => {
      // 0 fetches, 1 compares checksums first; nothing else is documented.
      if (!/^[01]$/.test(input.get("uFlags") ?? "")) throw refused("badParameter", "RequestMachinePolicy");
      client.policy.request();
      return { ReturnValue: null };
    },
    EvaluateMachinePolicy: ({ client }) => {
      client.policy.evaluate();
      return { ReturnValue: null };
    },
  },
};

function triggerSchedule({ client, connection, input }: Call) {
  const id = canonicalId(input.get("sScheduleID") ?? "");
  if (!/^\{[0-9a-f-]{36}\}$/i.test(id)) throw refused("badParameter", "TriggerSchedule");
  const name = KNOWN_SCHEDULES.get(id);
  if (name === undefined) throw refused("scheduleUnknown", "TriggerSchedule");
  if (name === "machine-policy-request") client.policy.request();
  if (name === "machine-policy-evaluation") client.policy.evaluate();
  client.deeds.note(connection, { deed: "trigger", subject: id, result: client.agent.trigger(id) });
  return { ReturnValue: 0 };
}

function refused(fault: "badParameter" | "scheduleUnknown", method: string): SoapFault {
  return new SoapFault(fault, { operation: "ExecMethod", subject: `SMS_Client.${method}` });
}
