/**
 * The figures of an s:Fault: SOAP 1.2 part 1 section 5.4, and the WSManFault of [MS-WSMV]. Windows has three shapes of
 * s:Detail: a WSManFault of the service; one whose message wraps a provider's fault with another WSManFault and
 * perhaps an __ExtendedStatus; an MSFT_WmiError.
 */
import { NS } from "./namespaces.ts";
import type { XmlElement } from "./xml.ts";

/** All that tells faults apart. Codes are unsigned 32 bits, never 0. */
export interface FaultFigures {
  /** The local name of the subcode: some writers leave the prefix unbound. "" where there is none. */
  readonly subcode: string;
  /** The receiver failed, and not the sender: SOAP 1.2 part 1 section 5.4.6. */
  readonly receiver: boolean;
  /** Codes of WSManFault elements, the outermost first, and such codes elsewhere. */
  readonly wsman: readonly number[];
  /** Other HRESULTs that stand in elements of their own. */
  readonly hresults: readonly number[];
  readonly cimStatuses: readonly number[];
  /** HRESULTs that stand in a text, which is where Windows puts those it has no code of its own for. */
  readonly written: readonly number[];
  /** The first text that is not empty, in the host's language. */
  readonly text: string;
}

/** Reads an s:Fault. Whatever is missing is left out. */
export function gatherFigures(fault: XmlElement): FaultFigures {
  const code = fault.child(NS.soap, "Code");
  const subcode = code?.child(NS.soap, "Subcode")?.child(NS.soap, "Value")?.text ?? "";
  const found: Found = { wsman: [], hresults: [], cimStatuses: [], texts: [] };
  for (const detail of fault.child(NS.soap, "Detail")?.children ?? []) collect(detail, found);
  const { wsman, hresults, cimStatuses } = found;
  const texts = [...found.texts, fault.child(NS.soap, "Reason")?.child(NS.soap, "Text")?.text.trim() ?? ""];
  const written = texts.flatMap((text) =>
    [...text.matchAll(/HRESULT (0x[0-9A-F]{8})\b/gi)].map(([, hex]) => Number(hex)),
  );
  return {
    subcode: localName(subcode),
    receiver: localName(code?.child(NS.soap, "Value")?.text ?? "") === "Receiver",
    wsman,
    hresults,
    cimStatuses,
    written,
    text: texts.find((text) => text !== "") ?? "",
  };
}

interface Found {
  readonly wsman: number[];
  readonly hresults: number[];
  readonly cimStatuses: number[];
  readonly texts: string[];
}

function collect(element: XmlElement, found: Found): void {
  const { ns, local } = element;
  const text = element.text.trim();
  if (ns === NS.fault && local === "WSManFault") found.wsman.push(...readCode(element.attribute("", "Code") ?? ""));
  else if (ns === NS.fault) found.texts.push(text);
  else if (local === "CIMStatusCode") found.cimStatuses.push(...readCode(text));
  else if (local === "error_Code" || local === "StatusCode") collectHresult(text, found);
  else if (local === "MessageID") collectHresult(text.replace(/^HRESULT /i, ""), found);
  else if (local === "Message" || local === "error_WindowsErrorMessage") found.texts.push(text);
  for (const child of element.children) collect(child, found);
}

/** FACILITY_WSMAN of winerror.h, with the bit of an error. */
const WSMAN_FACILITY = 0x8033;

function collectHresult(text: string, { wsman, hresults }: Found): void {
  for (const code of readCode(text)) (code >>> 16 === WSMAN_FACILITY ? wsman : hresults).push(code);
}

/** Some writers print codes signed, some in hex; 0 says nothing. */
function readCode(text: string): readonly number[] {
  const code = /^\s*(-?\d{1,10}|0x[0-9a-f]{1,8})\s*$/i.test(text) ? Number(text) >>> 0 : 0;
  return code === 0 ? [] : [code];
}

function localName(name: string): string {
  const trimmed = name.trim();
  return trimmed.slice(trimmed.lastIndexOf(":") + 1);
}
