import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/base/fault.ts";
import { type Operation, readFault } from "../../src/wsman/faults.ts";
import { parseXml } from "../../src/wsman/xml.ts";
import { envelope, type FaultParts, faultBody, serviceFault } from "./answers.ts";

const DELETE: Operation = { doing: 'Deleting root\\ccm:A.K="1"', changes: true, names: "object" };
const READ: Operation = { doing: "Reading root\\ccm:A", changes: false, names: "object" };
const QUERY: Operation = { doing: "Querying root\\ccm", changes: false, names: "class" };

function fault(parts: FaultParts, operation: Operation = DELETE): Fault {
  const body = parseXml(envelope({ body: faultBody(parts) })).children[1];
  const [element] = body?.children ?? [];
  if (element === undefined) throw new Error("the fixture has no fault");
  return readFault(element, operation);
}

/** The second shape: a provider's fault inside the service's. */
function providerFault(outer: number, inner: number | null, extended = "", text = ""): string {
  const within = inner === null ? text : serviceFault(inner, text);
  return `<f:WSManFault Code="${outer}" Machine="pc1"><f:Message><f:ProviderFault provider="WMI Provider" path="C:\\W.dll">${within}<f:ExtendedError><q:__ExtendedStatus xmlns:q="urn:q">${extended}</q:__ExtendedStatus></f:ExtendedError></f:ProviderFault></f:Message></f:WSManFault>`;
}

/** The third shape: MSFT_WmiError. */
function wmiError(properties: Readonly<Record<string, string | number>>): string {
  const elements = Object.entries(properties).map(([name, value]) => `<p:${name}>${value}</p:${name}>`);
  return `<p:MSFT_WmiError xmlns:b="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd" b:IsCIM_Error="true" xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/MSFT_WmiError">${elements.join("")}</p:MSFT_WmiError>`;
}

describe("the fault of the service", () => {
  it("says what failed, why, and the code that operators know", () => {
    const { code, message, detail, delivered } = fault({
      value: "S:Receiver",
      subcode: "w:InternalError",
      detail: serviceFault(2_150_859_174, "The user load quota is used up."),
    });
    expect(message).toBe(
      'Deleting root\\ccm:A.K="1" failed: a WinRM quota of the host is used up (0x803381A6 ERROR_WSMAN_QUOTA_MAX_OPERATIONS).',
    );
    expect([code, delivered]).toEqual(["INV708", "yes"]);
    expect(detail).toEqual({
      wsman: "0x803381A6",
      subcode: "InternalError",
      text: "The user load quota is used up.",
    });
  });

  // Decimal numbers as Windows prints them; which fault they are is what recorded hosts meant by them.
  it.each([
    [2_150_858_752, "INV701", "yes"],
    [2_150_858_755, "INV706", "yes"],
    [2_150_858_778, "INV702", "yes"],
    [2_150_858_779, "INV716", "yes"],
    [2_150_858_811, "INV702", "yes"],
    [2_150_858_793, "INV710", "maybe"],
    [2_150_858_771, "INV712", "yes"],
    [2_150_858_801, "INV712", "yes"],
    [2_150_858_802, "INV709", "yes"],
    [2_150_858_817, "INV707", "yes"],
    [2_150_858_824, "INV711", "maybe"],
    [2_150_858_843, "INV715", "yes"],
    [2_150_859_002, "INV715", "yes"],
    [2_150_859_010, "INV705", "yes"],
    [2_150_859_012, "INV704", "yes"],
    [2_150_859_013, "INV704", "yes"],
    [2_150_859_014, "INV704", "yes"],
    [2_150_859_173, "INV708", "yes"],
    [2_150_859_238, "INV708", "yes"],
    [2_150_858_767, "INV717", "yes"],
    [5, "INV703", "yes"],
    [87, "INV707", "yes"],
    [995, "INV709", "maybe"],
    ["-2144108544", "INV701", "yes"],
  ])("with the code %s is %s, delivered %s", (number, code, delivered) => {
    expect(fault({ subcode: "w:InternalError", detail: serviceFault(number) })).toMatchObject({ code, delivered });
  });

  it("leaves no doubt about a read, which changes nothing", () => {
    expect(fault({ detail: serviceFault(2_150_858_793) }, READ)).toMatchObject({ code: "INV710", delivered: "yes" });
  });

  it("may be tried again for quotas, a busy host and time that ran out", () => {
    const retryable = [2_150_859_174, 2_150_858_802, 2_150_858_793, 2_150_858_752, 5].map(
      (number) => fault({ detail: serviceFault(number) }).retryable,
    );
    expect(retryable).toEqual([true, true, true, false, false]);
  });

  it("is about the class where no object was named", () => {
    expect(fault({ detail: serviceFault(2_150_858_752) }, QUERY).code).toBe("INV702");
  });

  it("is about the method where the action is one", () => {
    const call: Operation = { doing: "Calling x", changes: true, names: "method" };
    expect(fault({ detail: serviceFault(2_150_858_771) }, call).code).toBe("INV713");
    expect(fault({ detail: serviceFault(2_150_858_752) }, call).code).toBe("INV701");
  });
});

describe("the fault of a provider", () => {
  it("is told by the inner code before the outer", () => {
    expect(fault({ detail: providerFault(2_150_858_755, 2_150_859_010) }).code).toBe("INV705");
  });

  it("is told by the provider's own status before both", () => {
    const status = `<q:Operation>ExecQuery</q:Operation><q:StatusCode>${0x80041017}</q:StatusCode>`;
    const read = fault({ detail: providerFault(2_150_858_778, 2_150_858_778, status) }, QUERY);
    expect(read).toMatchObject({ code: "INV714", detail: { wsman: "0x8033801A", hresult: "0x80041017" } });
    expect(read.message).toContain("(0x80041017 WBEM_E_INVALID_QUERY)");
  });

  it("does without a status that is null, and keeps bare text", () => {
    const nil = `<q:StatusCode xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>`;
    expect(fault({ detail: providerFault(2_150_858_752, null, nil, "plain words") })).toMatchObject({
      code: "INV701",
      detail: { text: "plain words" },
    });
  });

  it("reads an HRESULT out of the text where nothing else tells", () => {
    const text = "unbekannter Fehler: HRESULT 0x80041013 .";
    const read = fault({ detail: providerFault(2_150_858_755, 2_150_858_755, "", text) });
    expect(read.code).toBe("INV706");
    expect(read.message).toContain("0x80041013 WBEM_E_PROVIDER_LOAD_FAILURE");
    expect(read.detail).toMatchObject({ wsman: "0x80338003", hresult: "0x80041013" });
  });
});

describe("the fault of a CIM error", () => {
  it.each([
    [{ CIMStatusCode: 6, error_Code: 0x80041002, MessageID: "HRESULT 0x80041002" }, "INV701"],
    [{ CIMStatusCode: 1, error_Code: 0x8004100e }, "INV702"],
    [{ CIMStatusCode: 1, MessageID: "HRESULT 0x80041013" }, "INV706"],
    [{ CIMStatusCode: 27, error_Code: 0, MessageID: "HRESULT 0x803381a5" }, "INV708"],
    [{ CIMStatusCode: 1, MessageID: "HRESULT 0x8007052e" }, "INV704"],
    [{ CIMStatusCode: 2 }, "INV704"],
    [{ CIMStatusCode: 3 }, "INV702"],
    [{ CIMStatusCode: 5 }, "INV702"],
    [{ CIMStatusCode: 6 }, "INV701"],
    [{ CIMStatusCode: 7 }, "INV705"],
    [{ CIMStatusCode: 15 }, "INV714"],
    [{ CIMStatusCode: 17 }, "INV713"],
    [{ CIMStatusCode: 1, error_Code: 0x80041001 }, "INV706"],
  ])("%j is %s", (properties, code) => {
    expect(fault({ subcode: "w:InternalError", detail: wmiError(properties) })).toMatchObject({ code });
  });

  it("keeps its figures and names", () => {
    const read = fault({ detail: wmiError({ CIMStatusCode: 6, Message: "gone" }) });
    expect(read.message).toContain("(CIM status 6 CIM_ERR_NOT_FOUND)");
    expect(read.detail).toEqual({ cimStatus: 6, text: "gone" });
  });
});

describe("a fault with several figures", () => {
  it("names the WS-Management code where another figure means the same", () => {
    const read = fault({ detail: wmiError({ CIMStatusCode: 5, error_Code: 2_150_858_778 }) }, QUERY);
    expect(read.message).toContain("(0x8033801A ERROR_WSMAN_ENUMERATE_CANNOT_PROCESS_FILTER)");
    expect(read).toMatchObject({ code: "INV702", detail: { wsman: "0x8033801A", cimStatus: 5 } });
  });
});

describe("a fault without a known code", () => {
  it.each([
    ["a:DestinationUnreachable", "INV701"],
    ["unbound:AccessDenied", "INV703"],
    ["\n w:QuotaLimit ", "INV708"],
    ["a:ActionNotSupported", "INV712"],
    ["TimedOut", "INV710"],
  ])("is told by its subcode %j: %s", (subcode, code) => {
    expect(fault({ subcode, detail: serviceFault(32_768) }).code).toBe(code);
    expect(fault({ subcode }).message).toContain(`(${subcode.trim().replace(/^.*:/, "")})`);
  });

  it("is unknown; whether anything was done is certain only where the sender is blamed", () => {
    const detail = providerFault(2_147_942_432, null);
    expect(fault({ value: "S:Sender", subcode: "w:InternalError", detail })).toMatchObject({
      code: "INV718",
      delivered: "yes",
      detail: { wsman: "0x80070020" },
    });
    expect(fault({ value: "S:Receiver", subcode: "w:InternalError", detail })).toMatchObject({ delivered: "maybe" });
    expect(fault({ value: "S:Receiver", detail }, READ)).toMatchObject({ delivered: "yes" });
  });

  it("is unknown even if it is empty", () => {
    expect(fault({ reason: "" })).toMatchObject({ code: "INV718", detail: {} });
  });
});

describe("the host's own words", () => {
  it("are shown without anything that a terminal would obey, and cut", () => {
    const reason = `\u0085a\u202eb  c&#10;d ${"x".repeat(400)}`;
    const text = String(fault({ reason }).detail?.text);
    expect(text.startsWith("\\u{85}a\\u{202e}b c d x")).toBe(true);
    expect([...text].length).toBe(300);
    expect(text.endsWith("x…")).toBe(true);
  });

  it("decide nothing", () => {
    const lie = "CIM_ERR_NOT_FOUND DestinationUnreachable Access is denied.";
    expect(fault({ detail: serviceFault(2_150_859_174, lie), reason: lie }).code).toBe("INV708");
  });
});
