import type { KerberosContext } from "../../../../src/net/auth/kerberos/kerberos.ts";
import type { Sspi } from "../../../../src/net/auth/kerberos/sspi.ts";
import type { SspiCall } from "../../../../src/net/auth/kerberos/sspi-functions.ts";
import { fill, memory, seen, windows } from "./sspi-windows.ts";

/**
 * The functions of secur32.dll with MIT's library behind them: what they say is Kerberos, and holds before hosts that
 * know nothing of us. How Windows itself says it stays unknown.
 */

const SEC_I_CONTINUE_NEEDED = 0x0009_0312;
const SEC_E_MESSAGE_ALTERED = 0x8009_030f;
const SEC_E_TARGET_UNKNOWN = 0x8009_0303;
/** sspi.h: SECBUFFER_TOKEN, SECBUFFER_CHANNEL_BINDINGS; the application data stand behind a header of 32 bytes. */
const [TOKEN, BINDINGS, HEADER_BYTES] = [2, 14, 32];

type Begin = (host: string, channelBinding: Buffer | null) => KerberosContext;

function call(run: (...values: never[]) => number | Promise<number>): SspiCall {
  const sync = (...values: readonly unknown[]) => run(...(values as never[])) as number;
  const async = (...values: readonly unknown[]) => {
    const back = values.at(-1) as (error: unknown, status?: number) => void;
    Promise.resolve(run(...(values.slice(0, -1) as never[]))).then((status) => back(null, status), back);
  };
  return Object.assign(sync, { async });
}

/** `begin` makes a context of MIT's. */
export function overMit(begin: Begin): Sspi {
  const contexts: KerberosContext[] = [];
  const contextOf = (handle: Buffer) => contexts[handle.readUInt32LE() - 1] as KerberosContext;
  const initialize = async (
    ...[, handle, target, flags, , , input, , next, output, granted]: readonly [
      ...[Buffer, Buffer | null, string, number, number, number, Buffer | null, number],
      ...[Buffer, Buffer, Buffer, Buffer],
    ]
  ) => {
    const given = input === null ? [] : seen(input);
    if (handle === null) {
      const bindings = given.find(({ type }) => type === BINDINGS)?.bytes.subarray(HEADER_BYTES) ?? null;
      next.writeUInt32LE(contexts.push(begin(target.replace(/^HTTP\//, ""), bindings)));
    }
    const context = contextOf(next);
    const token = await context.step(given.find(({ type }) => type === TOKEN)?.bytes ?? null);
    fill(output, 0, token ?? Buffer.alloc(0));
    granted.writeUInt32LE(flags);
    return context.complete ? 0 : SEC_I_CONTINUE_NEEDED;
  };
  const functions = {
    ...windows([]).sspi.functions,
    initialize: call((...values: Parameters<typeof initialize>) =>
      initialize(...values).catch(() => SEC_E_TARGET_UNKNOWN),
    ),
    deleteContext: call((handle: Buffer) => {
      contextOf(handle).close();
      return 0;
    }),
    encrypt: call((handle: Buffer, _quality: number, message: Buffer) => {
      const { signature, data } = contextOf(handle).seal(seen(message)[1]?.bytes as Buffer);
      for (const [index, bytes] of [signature, data, Buffer.alloc(0)].entries()) fill(message, index, bytes);
      return 0;
    }),
    decrypt: call((handle: Buffer, message: Buffer, _number: number, quality: Buffer) => {
      const [signature, data] = seen(message).map(({ bytes }) => bytes) as [Buffer, Buffer];
      try {
        fill(message, 1, contextOf(handle).unseal({ signature, data }));
      } catch {
        return SEC_E_MESSAGE_ALTERED;
      }
      quality.writeUInt32LE(0);
      return 0;
    }),
    verifySignature: call((handle: Buffer, message: Buffer) => {
      const [text, signature] = seen(message).map(({ bytes }) => bytes) as [Buffer, Buffer];
      return contextOf(handle).verify(text, signature) ? 0 : SEC_E_MESSAGE_ALTERED;
    }),
  };
  return { functions, memory };
}
