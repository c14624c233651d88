/**
 * The same job as administrators write it in PowerShell today: take both rows away, trigger both inventories, and look
 * a while later whether the rows are back. Single quotes alone, since winrm-client puts a script between double ones.
 */
import { scheduleId } from "../../src/configmgr/schedules.ts";

const IDS = [scheduleId("hardware"), scheduleId("software")] as const;
const ROWS = "-Namespace 'root\\ccm\\invagt' -Class InventoryActionStatus";

/** Resets and forces both inventories. */
export const FORCE = [
  ...IDS.map((id) => `Get-WmiObject ${ROWS} -Filter 'InventoryActionID=''${id}''' | Remove-WmiObject`),
  ...IDS.map(
    (id) => `Invoke-WmiMethod -Namespace 'root\\ccm' -Class SMS_Client -Name TriggerSchedule -ArgumentList '${id}'`,
  ),
].join("; ");

/** Writes the rows that are there. */
export const LOOK = `Get-WmiObject ${ROWS}`;

/** Between the two, as long as invrun waits before its first look. */
export const REST_MS = 3_000;

/** Whether a look showed both rows. */
export function sawBoth(output: string): boolean {
  return IDS.every((id) => output.includes(id));
}
