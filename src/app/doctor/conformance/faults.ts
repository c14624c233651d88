import { Fault } from "../../../base/fault.ts";
import type { Answer, Bench } from "./bench.ts";

/** The figures of a fault that tell one from another; the host's own words are left out, as they name things. */
const FIGURES = ["wsman", "hresult", "cimStatus", "subcode"] as const;

/** Asks for what cannot be there, and tells the fault that comes for it. */
export async function faultOf(bench: Bench, ask: () => Promise<unknown>): Promise<Answer> {
  try {
    await ask();
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.detail === undefined) throw fault;
    const { code, detail } = fault;
    const figures = FIGURES.filter((name) => detail[name] !== undefined).map((name) => `${name} ${detail[name]}`);
    return { answer: `${code}: ${figures.join(", ")}`, seen: [`shape: ${shapeOf(bench.tap.raw)}`] };
  }
  return { answer: "no fault came" };
}

/** Which of the three shapes of faults it is: one of the service, one around the provider's, or a CIM error. */
function shapeOf(raw: string): string {
  if (/<[\w.-]*:?MSFT_WmiError[\s>]/.test(raw)) return "MSFT_WmiError";
  return /<[\w.-]*:?ProviderFault[\s>]/.test(raw) ? "WSManFault around a ProviderFault" : "WSManFault";
}
