import type { PasswordCredential } from "../../src/base/credential.ts";
import { Fault } from "../../src/base/fault.ts";
import type { LogonForm, LogonGate } from "../../src/base/logon-gate.ts";
import { Secret } from "../../src/base/secret.ts";
import { type ConnectionOptions, connect } from "../../src/net/connection.ts";
import { expectComputer } from "../../src/net/identity.ts";
import type { Reply, Transport } from "../../src/net/transport.ts";
import { PASSWORD, SOAP } from "./windows-side.ts";

/** A gate that lets everybody in, in the forms given (the last repeated), and keeps what it was told. */
export function openGate(...forms: readonly LogonForm[]): LogonGate & { readonly told: string[] } {
  const told: string[] = [];
  let entered = 0;
  return {
    told,
    enter: async () => {
      const form = forms[Math.min(entered++, forms.length - 1)] ?? "alone";
      return { form, done: (result) => told.push(`${form} ${result}`) };
    },
  };
}

export function credential(password = PASSWORD, username = "CORP\\admin"): PasswordCredential {
  return { kind: "password", name: "corp-admin", username, password: new Secret(password) };
}

/** A transport to a scripted host that is meant to be pc-001.corp.example. */
export function transportTo(
  port: number,
  change: Partial<Omit<ConnectionOptions, "endpoint">> & {
    readonly endpoint?: Partial<ConnectionOptions["endpoint"]>;
  } = {},
): Transport {
  const name = change.endpoint?.name ?? "pc-001.corp.example";
  return connect({
    auth: "negotiate",
    credential: credential(),
    gate: openGate("alone"),
    checkIdentity: expectComputer(name),
    connectTimeoutMs: 5_000,
    ...change,
    endpoint: {
      name,
      address: "127.0.0.1",
      port,
      tls: false,
      serverName: null,
      fingerprint: null,
      ca: [],
      ...change.endpoint,
    },
  });
}

export interface SayOptions {
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export function say(transport: Transport, text: string, options: SayOptions = {}): Promise<Reply> {
  const { repeatable = false, signal = new AbortController().signal, timeoutMs = 10_000 } = options;
  return transport.post(Buffer.from(text), SOAP, { repeatable, signal, timeoutMs });
}

/** The fault of a post; fails where there is none. */
export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const outcome = await work.then(
    () => "no fault",
    (error: unknown) => error,
  );
  if (outcome instanceof Fault) return outcome;
  throw outcome instanceof Error ? outcome : new Error(String(outcome));
}
