/** A rough fleet, and callers of its troubled clients. */
import { afterAll, beforeAll } from "vitest";
import { encodeSealedBody, SEALED_CONTENT_TYPE } from "../../src/net/auth/multipart.ts";
import { type Fleet, startFleet } from "../../src/sim/fleet.ts";
import type { KindName } from "../../src/sim/kinds.ts";
import type { TruthClient } from "../../src/sim/truth.ts";
import { Caller, SOAP } from "./caller.ts";

/** Stands while the tests of a file run. */
export let fleet: Fleet;
export const callers: Caller[] = [];

beforeAll(async () => {
  fleet = await startFleet({ clients: 120, port: 0, seed: 2, weather: "rough", tls: false, allowUnencrypted: false });
});
afterAll(async () => {
  for (const caller of callers) caller.close();
  await fleet.close();
});

export function truthOf(kind: KindName): TruthClient {
  const client = fleet.truth().clients.find((candidate) => candidate.kind === kind);
  if (client === undefined) throw new Error(`the fleet has no ${kind}`);
  return client;
}

export async function callerOf(kind: KindName, { logOn = true } = {}): Promise<Caller> {
  const caller = new Caller(fleet, truthOf(kind).name);
  callers.push(caller);
  if (logOn) await caller.logOn();
  return caller;
}

/** Sends a sealed message and gives the answer as it came. */
export function raw(caller: Caller, text: string) {
  const sealed = caller.sealing?.seal(Buffer.from(text)) as { signature: Buffer; data: Buffer };
  return caller.post({ "Content-Type": SEALED_CONTENT_TYPE }, encodeSealedBody({ contentType: SOAP, ...sealed }));
}

/** Until the host has ended the caller's connection. */
export async function ended(caller: Caller): Promise<void> {
  while (caller.connected) await new Promise((resolve) => setTimeout(resolve, 10));
}
