/**
 * Faults: SOAP 1.2 part 1 section 5.4, DSP0226 1.0 clause 14, and the WSManFault of [MS-WSMV].
 * Windows has three shapes: a WSManFault of the service; one whose message wraps a provider's fault with another
 * WSManFault and perhaps an __ExtendedStatus; an MSFT_WmiError. Texts come in the host's language and decide nothing.
 */
import { type FaultCode, faultCodes } from "../base/codes/index.ts";
import { Fault } from "../base/fault.ts";
import { cimStatuses, type HostCode, hostCodes } from "./fault-codes.ts";
import { NS } from "./namespaces.ts";
import { sanitize } from "./sanitize.ts";
import { subcodes } from "./subcodes.ts";
import type { XmlElement } from "./xml.ts";

/** What was asked, as far as its faults need to know. */
export interface Operation {
  /** How a sentence about it begins: "Deleting root\\ccm:SMS_X". */
  readonly doing: string;
  /** It may have changed something before it failed. */
  readonly changes: boolean;
  /** It asks about a class: then "not found" is the class or its namespace, as no object was named. */
  readonly ofClass: boolean;
}

/** The fault that an s:Fault of the host means. */
export function readFault(element: XmlElement, operation: Operation): Fault {
  const figures = gather(element);
  const meaning = judge(figures);
  const code = operation.ofClass && meaning.fault === "INV701" ? "INV702" : meaning.fault;
  const doubtful = operation.changes && meaning.doubtful === true;
  return new Fault(code, `${operation.doing} failed: ${faultCodes[code].title} (${meaning.told}).`, {
    delivered: doubtful ? "maybe" : "yes",
    detail: detailOf(figures),
  });
}

interface Figures {
  readonly subcode: string;
  /** The receiver's failure, not the sender's: SOAP 1.2 part 1 section 5.4.6. */
  readonly receiver: boolean;
  /** Codes of WSManFault elements, the outermost first. */
  readonly wsman: number[];
  /** HRESULTs that stand in elements of their own. */
  readonly hresults: number[];
  readonly cimStatuses: number[];
  readonly texts: string[];
}

function gather(fault: XmlElement): Figures {
  const code = fault.child(NS.soap, "Code");
  const subcode = code?.child(NS.soap, "Subcode")?.child(NS.soap, "Value")?.text ?? "";
  const figures: Figures = {
    subcode: localName(subcode),
    receiver: localName(code?.child(NS.soap, "Value")?.text ?? "") === "Receiver",
    wsman: [],
    hresults: [],
    cimStatuses: [],
    texts: [],
  };
  for (const detail of fault.child(NS.soap, "Detail")?.children ?? []) collect(detail, figures);
  figures.texts.push(fault.child(NS.soap, "Reason")?.child(NS.soap, "Text")?.text.trim() ?? "");
  return figures;
}

function collect(element: XmlElement, figures: Figures): void {
  const text = element.text.trim();
  if (element.ns === NS.fault) {
    if (element.local === "WSManFault") push(figures.wsman, element.attribute("", "Code"));
    else figures.texts.push(text);
  } else if (element.local === "CIMStatusCode") push(figures.cimStatuses, text);
  else if (element.local === "error_Code" || element.local === "StatusCode") push(figures.hresults, text);
  else if (element.local === "MessageID") push(figures.hresults, /^HRESULT (0x[0-9A-F]{1,8})$/i.exec(text)?.[1]);
  else if (element.local === "Message" || element.local === "error_WindowsErrorMessage") figures.texts.push(text);
  for (const child of element.children) collect(child, figures);
}

/** Codes are unsigned 32 bits, though some writers print them signed; 0 says nothing. */
function push(codes: number[], text: string | null | undefined): void {
  const number = /^\s*(-?\d{1,10}|0x[0-9a-f]{1,8})\s*$/i.test(text ?? "") ? Number(text) >>> 0 : 0;
  if (number !== 0) codes.push(number);
}

/** A meaning, and the figure it rests on. */
interface Meaning extends Pick<HostCode, "fault" | "doubtful"> {
  readonly told: string;
}

/** The most telling figure decides: a code of the provider before one of the service, any code before the subcode. */
function judge(figures: Figures): Meaning {
  const { hresults, wsman, texts, subcode } = figures;
  const written = texts.flatMap((text) =>
    [...text.matchAll(/HRESULT (0x[0-9A-F]{8})\b/gi)].map(([, hex]) => Number(hex)),
  );
  const numbers = [...hresults, ...wsman.toReversed()];
  const known = [
    ...numbers.map((number) => ({ row: hostCodes.get(number), told: tell(number) })),
    ...figures.cimStatuses.map((number) => ({
      row: cimStatuses.get(number),
      told: `CIM status ${number} ${cimStatuses.get(number)?.name}`,
    })),
    ...written.map((number) => ({ row: hostCodes.get(number), told: tell(number) })),
  ].filter((entry): entry is { row: HostCode; told: string } => entry.row !== undefined);
  const best = known.find(({ row }) => row.vague !== true) ?? known[0];
  if (best !== undefined) return { ...best.row, told: best.told };
  const [number] = [...numbers, ...written];
  const meant = subcodes.get(subcode);
  const told = number === undefined ? (meant === undefined ? "no code known" : subcode) : tell(number);
  return meant === undefined
    ? { fault: "INV718" satisfies FaultCode, told, ...(figures.receiver ? { doubtful: true } : {}) }
    : { ...meant, told };
}

/** `0x803381A6 ERROR_WSMAN_QUOTA_MAX_OPERATIONS`, as operators search for it; Win32 codes in decimal, as they know them. */
function tell(number: number): string {
  const name = hostCodes.get(number)?.name;
  const figure = number <= 0xffff ? String(number) : hex(number);
  return name === undefined ? figure : `${figure} ${name}`;
}

function hex(number: number): string {
  return `0x${number.toString(16).toUpperCase().padStart(8, "0")}`;
}

function detailOf({
  wsman,
  hresults,
  cimStatuses,
  subcode,
  texts,
}: Figures): Readonly<Record<string, string | number>> {
  const text = sanitize(texts.find((candidate) => candidate !== "") ?? "");
  return {
    ...(wsman[0] === undefined ? {} : { wsman: hex(wsman[0]) }),
    ...(hresults[0] === undefined ? {} : { hresult: hex(hresults[0]) }),
    ...(cimStatuses[0] === undefined ? {} : { cimStatus: cimStatuses[0] }),
    ...(subcode === "" ? {} : { subcode: sanitize(subcode) }),
    ...(text === "" ? {} : { text }),
  };
}

/** Some writers leave the prefix unbound, so a QName is judged by its local name alone. */
function localName(name: string): string {
  return name.trim().slice(name.trim().lastIndexOf(":") + 1);
}
