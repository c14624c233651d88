/**
 * Faults as Windows writes them, in the two shapes of recorded answers for what WMI says (an outer WSManFault around
 * the provider's own, or a CIM error alone), and in the plain one for what the service says. [MS-WSMV] 2.2.4.43.
 */

import { type Markup, xml } from "../wsman/markup.ts";
import { NS } from "../wsman/namespaces.ts";
import type { Answer } from "./envelope.ts";
import { type FaultName, type FaultRow, faultRows } from "./fault-rows.ts";

/** The languages that simulated hosts speak. */
export type Language = "en-US" | "ja-JP" | "de-DE";

/** How a host words what WMI told it. Older stacks nest the provider's fault, newer ones give a CIM error. */
export type FaultStyle = "nested" | "cim-error";

/** Who words a fault. */
export interface Speaker {
  readonly language: Language;
  readonly style: FaultStyle;
  /** The host's own name, as it stands in its faults. */
  readonly machine: string;
}

/** Thrown where an operation finds that it must answer with a fault. */
export class SoapFault extends Error {
  override readonly name = "SoapFault";
  readonly fault: FaultName;
  /** The WMI operation and the object it was about, for the extended error. */
  readonly operation: string;
  readonly subject: string;

  constructor(fault: FaultName, { operation = "GetObject", subject = "" } = {}) {
    super(faultRows[fault].text);
    this.fault = fault;
    this.operation = operation;
    this.subject = subject;
  }
}

/** What a host that speaks another language says in place of the table's texts. */
const foreignTexts: Readonly<Record<Exclude<Language, "en-US">, string>> = {
  "ja-JP": "要求を処理できません。指定されたリソースを確認してください。",
  "de-DE": "Die Anforderung kann nicht verarbeitet werden. Überprüfen Sie die angegebene Ressource.",
};

const FAULT_DETAIL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/";
const CIM_ERROR = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError";
const EXTENDED_STATUS = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/__ExtendedStatus";

/** The action and body that say this fault. */
export function faultAnswer(fault: SoapFault, speaker: Speaker): Answer {
  const row: FaultRow = faultRows[fault.fault];
  const text = speaker.language === "en-US" ? row.text : foreignTexts[speaker.language];
  const subcode = row.subcode === null ? xml`` : xml`<s:Subcode><s:Value>${row.subcode}</s:Value></s:Subcode>`;
  const body = xml`<s:Fault><s:Code><s:Value>${row.value}</s:Value>${subcode}</s:Code><s:Reason><s:Text xml:lang="${
    speaker.language
  }">${text}</s:Text></s:Reason><s:Detail>${detail({ fault, row, text, speaker })}</s:Detail></s:Fault>`;
  return { action: actionOf(row), body };
}

/** A fault's action is that of the specification which defines its subcode. */
function actionOf({ subcode }: FaultRow): string {
  if (subcode === null || subcode.startsWith("a:")) return `${NS.addressing}/fault`;
  return subcode.startsWith("n:") ? `${NS.enumeration}/fault` : "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault";
}

interface Detail {
  readonly fault: SoapFault;
  readonly row: FaultRow;
  readonly text: string;
  readonly speaker: Speaker;
}

function detail(parts: Detail): Markup {
  const { row, speaker } = parts;
  if (row.origin === "wmi" && speaker.style === "cim-error") return cimError(parts);
  const hint = row.detail === undefined ? xml`` : xml`<w:FaultDetail>${FAULT_DETAIL}${row.detail}</w:FaultDetail>`;
  const message = messageOf(parts);
  return xml`${hint}<f:WSManFault xmlns:f="${NS.fault}" Code="${row.code}" Machine="${
    speaker.machine
  }"><f:Message>${message}</f:Message></f:WSManFault>`;
}

function messageOf(parts: Detail): Markup {
  switch (parts.row.origin) {
    case "service":
      return xml`${parts.text}`;
    case "wmi":
      return providerFault(parts);
    case "shell":
      return xml`<f:ProviderFault provider="Shell cmd plugin" path="%systemroot%\\system32\\winrscmd.dll">${parts.text}</f:ProviderFault>`;
  }
}

function providerFault({ fault, row, text, speaker }: Detail): Markup {
  return xml`<f:ProviderFault provider="WMI Provider" path="C:\\Windows\\system32\\WsmWmiPl.dll"><f:WSManFault xmlns:f="${
    NS.fault
  }" Code="${row.code}" Machine="${speaker.machine}"><f:Message>${text} </f:Message></f:WSManFault><f:ExtendedError><p:__ExtendedStatus xmlns:xsi="${
    NS.xsi
  }" xmlns:p="${EXTENDED_STATUS}" xsi:type="p:__ExtendedStatus_Type"><p:Description xsi:nil="true"/><p:Operation>${
    fault.operation
  }</p:Operation><p:ParameterInfo>${fault.subject}</p:ParameterInfo><p:ProviderName>WinMgmt</p:ProviderName><p:StatusCode xsi:nil="true"/></p:__ExtendedStatus></f:ExtendedError></f:ProviderFault>`;
}

function cimError({ row, text }: Detail): Markup {
  const hex = row.code.toString(16).padStart(8, "0");
  return xml`<p:MSFT_WmiError b:IsCIM_Error="true" xmlns:p="${CIM_ERROR}" xmlns:b="${NS.binding}" xmlns:xsi="${
    NS.xsi
  }" xsi:type="p:MSFT_WmiError_Type"><p:CIMStatusCode>${row.cimStatus ?? 1}</p:CIMStatusCode><p:CIMStatusCodeDescription xsi:nil="true"/><p:ErrorSource xsi:nil="true"/><p:ErrorType>4</p:ErrorType><p:Message>${
    text
  }</p:Message><p:MessageID>HRESULT 0x${hex}</p:MessageID><p:OwningEntity xsi:nil="true"/><p:PerceivedSeverity>4</p:PerceivedSeverity><p:ProbableCause>0</p:ProbableCause><p:error_Category>30</p:error_Category><p:error_Code>${
    row.code
  }</p:error_Code><p:error_Type>HRESULT</p:error_Type><p:error_WindowsErrorMessage>${
    text
  }</p:error_WindowsErrorMessage></p:MSFT_WmiError>`;
}
