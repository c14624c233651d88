import { describe, expect, it } from "vitest";
import { schedules } from "../../src/configmgr/schedules.ts";
import { SimClient } from "../../src/sim/client.ts";
import type { KindName } from "../../src/sim/kinds.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { ask, clientOf, faultOf, part } from "./asking.ts";
import { CLIENT_URI, enumerateAll, trigger, written } from "./caller.ts";

const WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/";
const WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";
/** As long as a cycle of these clients takes. */
const CYCLE_MS = 1_000;

function query(client: SimClient, namespace: string, text: string): string {
  const filter = `<w:OptimizeEnumeration/><w:MaxElements>99</w:MaxElements><w:Filter Dialect="${WQL}">${text}</w:Filter>`;
  return ask(client, enumerateAll(filter, `${WMI}${namespace}/*`)).text;
}

function call(client: SimClient, method: string, parameters = "") {
  const body = `<p:${method}_INPUT xmlns:p="${CLIENT_URI}">${parameters}</p:${method}_INPUT>`;
  return ask(client, written({ action: `${CLIENT_URI}/${method}`, uri: CLIENT_URI, body }));
}

describe("SMS_Client", () => {
  it("says which site and version it is", () => {
    expect(part(call(clientOf("healthy"), "GetAssignedSite").text, /<p:sSiteCode>(.*)<\/p:sSiteCode>/)).toBe("P01");
    expect(part(call(clientOf("other-site"), "GetAssignedSite").text, /<p:sSiteCode>(.*)<\/p:sSiteCode>/)).toBe("P02");
    const version = (client: SimClient) =>
      part(query(client, "root/ccm", "select ClientVersion from SMS_Client"), /<ClientVersion>(.*)<\/ClientVersion>/);
    expect(version(clientOf("healthy"))).toBe("5.00.9128.1007");
    expect(version(clientOf("old-client"))).toBe("5.00.8790.1007");
  });

  it("has the site and version that its fleet is given, or another of its own", () => {
    const home = { site: "P02", version: "5.00.9132.1000" };
    const made = (kind: KindName) => {
      const client = new SimClient({ name: "pc-1", kind, clock: new FakeClock(), seed: 1, cycleMs: [1, 1], home });
      client.close();
      return [client.site, client.version];
    };
    expect(made("healthy")).toEqual(["P02", "5.00.9132.1000"]);
    expect(made("other-site")).toEqual(["P03", "5.00.9132.1000"]);
    expect(made("old-client")).toEqual(["P02", "5.00.8790.1007"]);
  });

  it("takes a trigger of every schedule, and refuses one that does not exist", () => {
    const client = clientOf("healthy");
    for (const { number } of schedules)
      expect(ask(client, trigger(`{00000000-0000-0000-0000-000000000${number}}`)).status).toBe(200);
    expect(client.deeds.counts.trigger).toBe(schedules.length);
    const unknown = ask(client, trigger("{00000000-0000-0000-0000-000000000999}"));
    expect(faultOf(unknown.text).code).toBe(0x80041002);
  });

  it("writes the row of discovery anew when that is triggered", async () => {
    const clock = new FakeClock();
    const client = clientOf("healthy", { clock });
    const id = "{00000000-0000-0000-0000-000000000003}";
    const before = client.agent.row(id);
    ask(client, trigger(id));
    await clock.settle(clock.sleep(CYCLE_MS + 1));
    expect(client.agent.row(id)).toMatchObject({ major: before?.major, minor: (before?.minor ?? 0) + 1 });
  });

  it("takes no flag of RequestMachinePolicy but the two that are documented", () => {
    const client = clientOf("healthy");
    for (const [flag, status] of [
      ["0", 200],
      ["1", 200],
      ["2", 500],
      ["", 500],
    ] as const)
      expect(call(client, "RequestMachinePolicy", `<p:uFlags>${flag}</p:uFlags>`).status).toBe(status);
    expect(call(client, "RequestMachinePolicy").status).toBe(500);
  });
});

describe("machine policy", () => {
  const NAMESPACE = "root/ccm/policy/machine/actualconfig";
  const added = (client: SimClient) =>
    query(
      client,
      NAMESPACE,
      "select ItemClass from InventoryDataItem where ItemClass='Win32_EncryptableVolume'",
    ).includes("<ItemClass>");
  const request = (client: SimClient) => call(client, "RequestMachinePolicy", "<p:uFlags>0</p:uFlags>");
  const pass = (clock: FakeClock, ms: number) => clock.settle(clock.sleep(ms));

  it("is in force once it was requested, fetched and evaluated, and not before", async () => {
    const clock = new FakeClock();
    const client = clientOf("healthy", { clock });
    call(client, "EvaluateMachinePolicy");
    expect(added(client)).toBe(false);
    request(client);
    call(client, "EvaluateMachinePolicy");
    expect(added(client)).toBe(false);
    await pass(clock, CYCLE_MS);
    expect(added(client)).toBe(false);
    call(client, "EvaluateMachinePolicy");
    expect(added(client)).toBe(true);
  });

  it("is evaluated by the client itself in the end", async () => {
    const clock = new FakeClock();
    const client = clientOf("healthy", { clock });
    request(client);
    await pass(clock, 2 * CYCLE_MS);
    expect(added(client)).toBe(true);
  });

  it("is asked for by its schedules as well", async () => {
    const clock = new FakeClock();
    const client = clientOf("healthy", { clock });
    ask(client, trigger("{00000000-0000-0000-0000-000000000021}"));
    await pass(clock, CYCLE_MS);
    ask(client, trigger("{00000000-0000-0000-0000-000000000022}"));
    expect(added(client)).toBe(true);
  });

  it("is not taken in under provisioning mode", async () => {
    const clock = new FakeClock();
    const client = clientOf("provisioning", { clock });
    request(client);
    await pass(clock, 5 * CYCLE_MS);
    expect(added(client)).toBe(false);
  });
});

describe("the computer", () => {
  it("tells its own time, in UTC by parts and with a zone as a whole", () => {
    const clock = new FakeClock();
    const client = clientOf("healthy", { clock });
    const text = query(client, "root/cimv2", "select Year, Month, Day, Hour, Minute, Second from Win32_UTCTime");
    const [year, month, day, hour, minute, second] = ["Year", "Month", "Day", "Hour", "Minute", "Second"].map((name) =>
      Number(part(text, new RegExp(`<${name}>(\\d+)</${name}>`))),
    ) as [number, number, number, number, number, number];
    expect(Date.UTC(year, month - 1, day, hour, minute, second)).toBe(Math.floor(client.now() / 1_000) * 1_000);
    expect(client.now()).not.toBe(clock.now());
    const system = query(client, "root/cimv2", "select LocalDateTime, LastBootUpTime from Win32_OperatingSystem");
    const local = part(system, /<LocalDateTime><Datetime>(.*)<\/Datetime><\/LocalDateTime>/) as string;
    expect(Date.parse(local)).toBe(client.now());
  });

  it("runs ccmsetup.exe while its client is upgraded, and CcmExec only afterwards", async () => {
    const clock = new FakeClock();
    const client = clientOf("upgrading", { clock });
    const setup = () => query(client, "root/cimv2", "select Name from Win32_Process where Name='ccmsetup.exe'");
    const service = () => query(client, "root/cimv2", "select State from Win32_Service where Name='CcmExec'");
    expect([setup().includes("<Name>"), part(service(), /<State>(.*)<\/State>/)]).toEqual([true, "Stopped"]);
    await clock.settle(clock.sleep(10_000));
    expect([setup().includes("<Name>"), part(service(), /<State>(.*)<\/State>/)]).toEqual([false, "Running"]);
    expect(query(clientOf("no-client"), "root/cimv2", "select * from Win32_Service where Name='CcmExec'")).toContain(
      "<w:Items></w:Items>",
    );
  });
});
