import { SoapFault } from "../faults.ts";
import { type OutputStream, outputStreams } from "./shell-command.ts";

/** Of a ReceiveResponse, what is not output: the envelope, the ends of both streams, the state. Rounded up. */
export const RECEIVE_OVERHEAD_OCTETS = 3_072;

/** The streams of rsp:DesiredStream: [MS-WSMV] 2.2.4.26. */
export function desiredStreams(text: string): readonly OutputStream[] {
  const names = text.trim().split(/\s+/);
  const known = outputStreams.filter((stream) => names.includes(stream));
  if (known.length !== names.length) throw new SoapFault("badShellArgument");
  return known;
}

/** The octets of an rsp:Stream. */
export function readBase64(text: string): Buffer {
  const bare = text.replace(/\s+/g, "");
  if (bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) throw new SoapFault("badBody");
  return Buffer.from(bare, "base64");
}
