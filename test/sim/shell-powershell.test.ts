import { describe, expect, it } from "vitest";
import { FakeClock } from "../support/fake-clock.ts";
import { clientOf } from "./asking.ts";
import { HARDWARE } from "./caller.ts";
import { runInShell } from "./shelled.ts";

const encoded = (script: string) => `powershell -EncodedCommand ${Buffer.from(script, "utf16le").toString("base64")}`;

async function run(script: string, kind: Parameters<typeof clientOf>[0] = "healthy") {
  const clock = new FakeClock();
  const client = clientOf(kind, { clock });
  const answer = await runInShell(client, clock, encoded(script));
  const deeds = client.deeds.list.map(({ deed, subject = "", result = "" }) => `${deed} ${subject} ${result}`);
  return { ...answer, client, deeds: deeds.filter((each) => !/^(?:shell|command) /.test(each)) };
}

const DELETED = `delete root\\ccm\\invagt:InventoryActionStatus.inventoryactionid="${HARDWARE}" done`;
const TRIGGERED = `trigger ${HARDWARE} queued`;

/** As their references have them: Get-WmiObject, Get-CimInstance, ManagementObject.Delete, about_Type_Accelerators. */
describe("a row is deleted by", () => {
  it.each([
    `Get-WmiObject -Namespace root\\ccm\\invagt -Class InventoryActionStatus -Filter "InventoryActionID='${HARDWARE}'" | Remove-WmiObject`,
    `gwmi -ns 'root\\ccm\\invagt' -Query "select * from InventoryActionStatus where InventoryActionID='${HARDWARE}'" | rwmi`,
    `Get-CimInstance -Namespace root/ccm/invagt -ClassName InventoryActionStatus -Filter "InventoryActionID='${HARDWARE}'" | Remove-CimInstance -Confirm:$false`,
    `gcim InventoryActionStatus -Namespace root\\ccm\\invagt | Where-Object { $_.InventoryActionID -eq '${HARDWARE}' } | rcim`,
    `gcim InventoryActionStatus -Namespace root\\ccm\\invagt | ? InventoryActionID -eq '${HARDWARE}' | rcim`,
    `(Get-WmiObject -Namespace root\\ccm\\invagt -Class InventoryActionStatus -Filter "InventoryActionID='${HARDWARE}'").Delete()`,
    `$row = Get-WmiObject -Namespace root\\ccm\\invagt -Class InventoryActionStatus -Filter "InventoryActionID='${HARDWARE}'"\r\n$row.Delete()`,
    `gwmi InventoryActionStatus -Namespace root\\ccm\\invagt | where { $_.InventoryActionID -eq "${HARDWARE}" } | % { $_.Delete() }`,
    `$id = '${HARDWARE}'; Get-CimInstance -Namespace root\\ccm\\invagt -Query "select * from InventoryActionStatus where InventoryActionID='$id'" | Remove-CimInstance`,
    `([wmi]"root\\ccm\\invagt:InventoryActionStatus.InventoryActionID='${HARDWARE}'").Delete()`,
  ])("%s", async (script) => {
    const { out, err, code, deeds, client } = await run(script);
    expect([out, err, code]).toEqual(["", "", 0]);
    expect(deeds.at(-1)).toBe(DELETED);
    expect(client.agent.row(HARDWARE)).toBeNull();
  });
});

describe("a schedule is triggered by", () => {
  it.each([
    `Invoke-WmiMethod -Namespace root\\ccm -Class SMS_Client -Name TriggerSchedule -ArgumentList '${HARDWARE}'`,
    `Invoke-WmiMethod -Namespace root\\ccm -Class SMS_Client -Name TriggerSchedule "${HARDWARE}" | Out-Null`,
    `iwmi -Path root\\ccm:SMS_Client -Name triggerschedule -ArgumentList '${HARDWARE}'`,
    `Invoke-CimMethod -Namespace 'root\\ccm' -ClassName SMS_Client -MethodName TriggerSchedule -Arguments @{ sScheduleID = '${HARDWARE}' }`,
    `([wmiclass]'root\\ccm:SMS_Client').TriggerSchedule('${HARDWARE}')`,
    `$client = [wmiclass]"\\\\$env:COMPUTERNAME\\root\\ccm:SMS_Client"\n[void]$client.TriggerSchedule('${HARDWARE}')`,
    `& { ([wmiclass]'\\\\.\\root\\ccm:SMS_Client').TriggerSchedule('${HARDWARE}') }`,
  ])("%s", async (script) => {
    const { err, code, deeds, client } = await run(script);
    expect([err, code]).toEqual(["", 0]);
    expect(deeds).toEqual([TRIGGERED]);
    expect(client.agent.busy).toContain(HARDWARE);
  });

  it("prints what the method gave", async () => {
    const { out } = await run(`([wmiclass]'root\\ccm:SMS_Client').TriggerSchedule('${HARDWARE}')`);
    expect(out).toBe("\r\nReturnValue : 0\r\n\r\n");
  });
});

describe("a row is read by", () => {
  it("its properties, written one below the other", async () => {
    const { out, client } = await run(
      `Get-WmiObject -Namespace root\\ccm\\invagt -Class InventoryActionStatus -Filter "InventoryActionID='${HARDWARE}'"`,
    );
    expect(out).toContain(`InventoryActionID      : ${HARDWARE}\r\n`);
    expect(out).toContain(`LastMajorReportVersion : ${client.agent.row(HARDWARE)?.major}\r\n`);
    expect(out).toMatch(/LastReportDate {9}: \d{14}\.000000\+000\r\n/);
  });

  it("one property alone", async () => {
    const place = "-Namespace root\\ccm\\invagt -ClassName InventoryActionStatus";
    const { out, client } = await run(
      `(Get-CimInstance ${place} -Filter "InventoryActionID='${HARDWARE}'").LastMinorReportVersion
       gcim ${place} | Select-Object -ExpandProperty InventoryActionID -First 1`,
    );
    expect(out).toBe(`${client.agent.row(HARDWARE)?.minor}\r\n${HARDWARE}\r\n`);
  });
});

describe("what goes wrong", () => {
  it("is said on standard error, as CLIXML for an encoded command and as text for another", async () => {
    const script = "Get-WmiObject -Namespace root\\ccm -Class Nonsense";
    const { err, code } = await run(script);
    expect(err).toMatch(/^#< CLIXML\r\n<Objs [^>]+><S S="Error">get-wmiobject : .+_x000D__x000A_<\/S><\/Objs>$/);
    expect(code).toBe(1);
    const clock = new FakeClock();
    const plain = await runInShell(clientOf("healthy", { clock }), clock, `powershell -NoProfile -Command "${script}"`);
    expect(plain.err).toMatch(/^get-wmiobject : .+\r\n$/);
  });

  it("is said by the method of what is not there, not by a pipe from which nothing comes", async () => {
    const none =
      "Get-WmiObject -Namespace root\\ccm\\invagt -Class InventoryActionStatus -Filter \"InventoryActionID='x'\"";
    expect(await run(`${none} | Remove-WmiObject`)).toMatchObject({ err: "", code: 0 });
    expect(await run(`(${none}).Delete()`)).toMatchObject({ code: 1, err: expect.stringContaining("Delete") });
  });

  it.each([
    ["a client's namespace is missing", "no-client", "Get-WmiObject -Namespace root\\ccm -Class SMS_Client"],
    ["the account is refused by WMI", "access-denied", "([wmiclass]'root\\ccm:SMS_Client').GetAssignedSite()"],
    ["a method is missing", "healthy", "([wmiclass]'root\\ccm:SMS_Client').Uninstall()"],
    ["a schedule is unknown", "healthy", "([wmiclass]'root\\ccm:SMS_Client').TriggerSchedule('{9}')"],
    [
      "a member of a date is asked for, which is not known here",
      "healthy",
      "(gcim InventoryActionStatus -Namespace root\\ccm\\invagt | select -First 1).LastReportDate.Year",
    ],
    ["an object cannot be removed", "healthy", "gcim Win32_OperatingSystem | rcim"],
  ] as const)("ends with 1 where %s", async (_, kind, script) => {
    const { code, err } = await run(script, kind);
    expect(code).toBe(1);
    expect(err).toContain('S="Error"');
  });

  it.each([
    "Stop-Computer -Force",
    "Get-WmiObject -Class X -Shape round",
    "foreach ($x in 1..3) { $x }",
    "([wmiclass]'root\\ccm:SMS_Client'",
    "'a' -replace 'a', 'b'",
  ])("is told of before anything is run: %s", async (script) => {
    const trigger = `([wmiclass]'root\\ccm:SMS_Client').TriggerSchedule('${HARDWARE}')`;
    const { code, err, deeds } = await run(`${trigger}\n${script}`);
    expect(code).toBe(1);
    expect(err).toContain("nothing was run");
    expect(deeds).toEqual([]);
  });
});
