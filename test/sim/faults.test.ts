import { beforeAll, describe, expect, it } from "vitest";
import { kinds } from "../../src/sim/kinds.ts";
import { ask, clientOf, faultOf } from "./asking.ts";
import { deleteRow, enumerateAll, HARDWARE, readRow, SOFTWARE, written } from "./caller.ts";

describe("faults", () => {
  const bySeed = (style: string) => {
    for (let seed = 1; seed < 50; seed += 1) {
      const client = clientOf("no-client", { seed });
      if (client.speaker.style === style) return client;
    }
    throw new Error(`no client speaks in ${style}`);
  };

  it("of WMI come nested in older hosts, with the extended status", () => {
    const { text } = ask(bySeed("nested"), readRow());
    expect(text).toMatch(
      /<f:WSManFault [^>]*Code="2150858752"[^>]*><f:Message><f:ProviderFault provider="WMI Provider"/,
    );
    expect(text).toContain("<p:Operation>GetObject</p:Operation>");
    expect(text).toContain("/faultDetail/InvalidResourceURI</w:FaultDetail>");
  });

  it("of WMI come as a CIM error in newer ones, without a WSManFault", () => {
    const { text } = ask(bySeed("cim-error"), readRow());
    expect(text).toContain("<p:CIMStatusCode>6</p:CIMStatusCode>");
    expect(text).toContain("<p:MessageID>HRESULT 0x80338000</p:MessageID>");
    expect(text).not.toContain("WSManFault");
  });

  it.each([
    ["japanese", "ja-JP", readRow(SOFTWARE)],
    ["german", "de-DE", readRow(HARDWARE)],
  ] as const)("a %s client words them in its own language, under the same code", (kind, language, request) => {
    const { text } = ask(clientOf(kind), request);
    expect(text).toContain(`<s:Text xml:lang="${language}">`);
    expect(text).not.toContain("Nothing on this host");
    expect(faultOf(text).code).toBe(0x80338000);
  });

  it("of quota come so often and no more, before anything is done", () => {
    const client = clientOf("quota");
    expect(faultOf(ask(client, deleteRow()).text)).toEqual({ subcode: "w:InternalError", code: 0x803381a6 });
    expect(ask(client, deleteRow()).status).toBe(200);
  });

  it("of access stand in the client's namespaces alone", () => {
    expect(faultOf(ask(clientOf("access-denied"), readRow()).text)).toEqual({
      subcode: "w:AccessDenied",
      code: 0x80338104,
    });
    const uri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_ComputerSystem";
    expect(ask(clientOf("access-denied"), enumerateAll("", uri)).status).toBe(200);
  });
});

describe("kinds that never report", () => {
  let provisioning: string;
  beforeAll(() => {
    const uri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/default/StdRegProv";
    const body = `<p:GetStringValue_INPUT xmlns:p="${uri}"><p:hDefKey>2147483650</p:hDefKey><p:sSubKeyName>SOFTWARE\\Microsoft\\CCM\\CcmExec</p:sSubKeyName><p:sValueName>ProvisioningMode</p:sValueName></p:GetStringValue_INPUT>`;
    provisioning = written({ action: `${uri}/GetStringValue`, uri, body });
  });

  it("say so in the registry under provisioning mode", () => {
    expect(ask(clientOf("provisioning"), provisioning).text).toContain("<p:sValue>true</p:sValue>");
    expect(ask(clientOf("healthy", { seed: 2 }), provisioning).text).toContain("<p:sValue>false</p:sValue>");
    // Many clients have no such value: then GetStringValue returns 1, and 2 where the key is missing too.
    expect(ask(clientOf("healthy"), provisioning).text).toContain("<p:ReturnValue>1</p:ReturnValue>");
    expect(ask(clientOf("no-client"), provisioning).text).toContain("<p:ReturnValue>2</p:ReturnValue>");
    expect(kinds.provisioning.expected.steps.at(-1)).toBe("failed");
  });

  it("have no InventoryAction where an inventory is switched off", () => {
    const uri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/policy/machine/actualconfig/*";
    const query = `select * from InventoryAction where InventoryActionID='${SOFTWARE}'`;
    const filter = `<w:OptimizeEnumeration/><w:Filter Dialect="http://schemas.microsoft.com/wbem/wsman/1/WQL">${query}</w:Filter>`;
    expect(ask(clientOf("no-software-inventory"), enumerateAll(filter, uri)).text).toContain("<w:Items></w:Items>");
    expect(ask(clientOf("healthy"), enumerateAll(filter, uri)).text).toContain(
      "<p:Description>Software</p:Description>",
    );
  });
});
