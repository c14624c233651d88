import type { Socket } from "node:net";
import type { ConnectionOptions } from "./connection.ts";
import { dial } from "./dial.ts";
import { nameResolver, type ResolveName } from "./names.ts";
import { secure } from "./tls.ts";

let resolver: ResolveName | undefined;

/** A connection to an endpoint, verified where it is secured, on which nothing was said yet. Throws Faults. */
export async function openSocket(
  { name, address, port, tls, ca, serverName, fingerprint }: ConnectionOptions["endpoint"],
  { connectTimeoutMs, signal }: { readonly connectTimeoutMs: number; readonly signal: AbortSignal },
): Promise<Socket> {
  resolver ??= nameResolver();
  const plain = await dial({ name, address, port, connectTimeoutMs, resolve: resolver, signal });
  if (!tls) return plain;
  return secure(plain, { name, serverName: serverName ?? name, fingerprint, client: null, ca, signal });
}
