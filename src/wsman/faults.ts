/**
 * What faults mean: DSP0226 1.0 clause 14 and [MS-WSMV]. Codes decide; texts come in the host's language and do not.
 */
import { type FaultCode, faultCodes } from "../base/codes/index.ts";
import { Fault } from "../base/fault.ts";
import { cimStatuses, type HostCode, hostCodes, UNKNOWN_FAULT } from "./fault-codes.ts";
import { type FaultFigures, gatherFigures } from "./fault-figures.ts";
import { sanitize } from "./sanitize.ts";
import { subcodes } from "./subcodes.ts";
import type { XmlElement } from "./xml.ts";

/** What was asked, as far as its faults need to know. */
export interface Operation {
  /** How a sentence about it begins: "Deleting root\\ccm:SMS_X". */
  readonly doing: string;
  /** It may have changed something before it failed. */
  readonly changes: boolean;
  /** What it names: one object, a class with all its objects, or a method. */
  readonly names: "object" | "class" | "method";
}

/** What a fault means where no object was named, or where the action is a method's. */
const NARROWER: Readonly<Record<Operation["names"], Partial<Record<FaultCode, FaultCode>>>> = {
  object: {},
  class: { INV701: "INV702" },
  method: { INV712: "INV713" },
};

/** The fault that an s:Fault of the host means. */
export function readFault(element: XmlElement, operation: Operation): Fault {
  const figures = gatherFigures(element);
  const { fault, doubtful, told } = judge(figures) ?? judgeBySubcode(figures);
  const code = NARROWER[operation.names][fault] ?? fault;
  return new Fault(code, `${operation.doing} failed: ${faultCodes[code].title} (${told}).`, {
    delivered: operation.changes && doubtful === true ? "maybe" : "yes",
    detail: detailOf(figures),
  });
}

/** A meaning, and the figure it rests on. */
interface Meaning extends Pick<HostCode, "fault" | "doubtful" | "vague"> {
  readonly told: string;
}

/** The most telling figure decides: a code of the provider before one of the service, one in a text last of all. */
function judge({ hresults, wsman, cimStatuses: statuses, written }: FaultFigures): Meaning | null {
  const byNumber = (number: number) => meaning(hostCodes.get(number), tell(number));
  const numbers = [...hresults, ...wsman.toReversed()].flatMap(byNumber);
  const cim = statuses.flatMap((number) => meaning(cimStatuses.get(number), `CIM status ${number}`));
  const known = [...numbers, ...cim, ...written.flatMap(byNumber)];
  const best = known.find(({ vague }) => vague !== true) ?? known[0];
  if (best === undefined) return null;
  // People search for the number rather than for the status, where both mean the same.
  const same = cim.includes(best) ? numbers.find(({ fault }) => fault === best.fault) : undefined;
  return { ...best, told: (same ?? best).told };
}

/** Without a code that is known; and without a known subcode only the blame on the sender proves that nothing was done. */
function judgeBySubcode({ hresults, wsman, written, subcode, receiver }: FaultFigures): Meaning {
  const [number] = [...hresults, ...wsman.toReversed(), ...written];
  const meant = subcodes.get(subcode);
  if (meant !== undefined) return { ...meant, told: number === undefined ? subcode : tell(number) };
  const told = number === undefined ? "it gave no code" : tell(number);
  return { fault: UNKNOWN_FAULT, told, ...(receiver ? { doubtful: true } : {}) };
}

function meaning(row: HostCode | undefined, figure: string): readonly Meaning[] {
  return row === undefined ? [] : [{ ...row, told: `${figure} ${row.name}` }];
}

/** `0x803381A6`, as operators search for it; Win32 codes in decimal, as they know them. */
function tell(number: number): string {
  return number <= 0xffff ? String(number) : hex(number);
}

function hex(number: number): string {
  return `0x${number.toString(16).toUpperCase().padStart(8, "0")}`;
}

function detailOf(figures: FaultFigures): Readonly<Record<string, string | number>> {
  const { wsman, hresults, written, cimStatuses: statuses, subcode, text } = figures;
  const hresult = hresults[0] ?? written[0];
  return {
    ...(wsman[0] === undefined ? {} : { wsman: hex(wsman[0]) }),
    ...(hresult === undefined ? {} : { hresult: hex(hresult) }),
    ...(statuses[0] === undefined ? {} : { cimStatus: statuses[0] }),
    ...(subcode === "" ? {} : { subcode: sanitize(subcode) }),
    ...(text === "" ? {} : { text: sanitize(text) }),
  };
}
