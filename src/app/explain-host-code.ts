import type { FaultCode } from "../base/codes/index.ts";
import { codeExplanations } from "../report/explain-code.ts";
import type { HostCodeExplanation } from "../report/explain-host-code.ts";
import { cimStatuses, type HostCode, hostCodes, UNKNOWN_FAULT } from "../wsman/fault-codes.ts";

/** Numbers as Windows and its tools print them: hexadecimal, unsigned, or as a signed 32-bit number. */
const NUMBER = /^(?:0x[0-9a-f]{1,8}|-?\d{1,10})$/i;

/** A code of WS-Management, WMI or Windows by number or name, or a CIM status by name; null for a word that is none. */
export function explainHostCode(word: string): HostCodeExplanation | null {
  const named = byName(hostCodes, word);
  if (named !== null) return explained(figure(named[0]), named[1]);
  const status = byName(cimStatuses, word);
  if (status !== null) return explained(`CIM status ${status[0]}`, status[1]);
  const number = NUMBER.test(word) ? Number(word) : Number.NaN;
  if (!(number >= -0x8000_0000 && number <= 0xffff_ffff)) return null;
  return explained(figure(number >>> 0), hostCodes.get(number >>> 0) ?? null);
}

/** Every name that a host's code has, for who misspells one. */
export function hostCodeNames(): readonly string[] {
  return [...hostCodes.values(), ...cimStatuses.values()].map(({ name }) => name);
}

function byName(codes: ReadonlyMap<number, HostCode>, word: string): readonly [number, HostCode] | null {
  return [...codes].find(([, { name }]) => name.toLowerCase() === word.toLowerCase()) ?? null;
}

/** Errors of Windows itself are known in decimal, all others in hexadecimal. */
function figure(number: number): string {
  return number <= 0xffff ? String(number) : `0x${number.toString(16).toUpperCase().padStart(8, "0")} (${number})`;
}

function explained(figure: string, known: HostCode | null): HostCodeExplanation {
  const fault = known?.fault ?? UNKNOWN_FAULT;
  const becomes = codeExplanations.find(({ code }) => code === fault);
  if (becomes === undefined) throw new Error(`${fault} is not in the catalogue`);
  return { figure, name: known?.name ?? null, taken: known === null ? UNKNOWN : taken(known), becomes };
}

const UNKNOWN = ["No meaning is known here. Where nothing else in the host's answer is more telling, it becomes:"];

/** What a step that speaks with the ConfigMgr client has better words for. */
const TOLD_BY_STEPS: readonly FaultCode[] = ["INV701", "INV702"];

function taken({ fault, doubtful, vague }: HostCode): readonly string[] {
  return [
    ...(vague === true ? ["It says little: where the answer holds another code, that one decides."] : []),
    ...(doubtful === true ? ["What was asked may have been done all the same; a change is then in doubt."] : []),
    ...(TOLD_BY_STEPS.includes(fault)
      ? ["Where it means something of the ConfigMgr client, as that there is none, it becomes a code of INV8xx; else:"]
      : ["It becomes:"]),
  ];
}
