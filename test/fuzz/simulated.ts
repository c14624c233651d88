import type { Clock } from "../../src/base/clock.ts";
import type { Reply, Transport } from "../../src/net/transport.ts";
import { SimClient } from "../../src/sim/client.ts";
import { readMessage, serve } from "../../src/sim/wsman.ts";
import { createClient, type WsmanClient } from "../../src/wsman/client.ts";
import { decodeText } from "../../src/wsman/xml.ts";
import { InstantClock } from "./instant-clock.ts";

/** Two healthy clients that word their faults in the two ways there are. */
export const SEEDS = [1, 2] as const;

/** A simulated client, without a network. */
export function simulated(seed: number = SEEDS[0], clock: Clock = new InstantClock()): SimClient {
  return new SimClient({ name: "pc-001.corp.example", kind: "healthy", clock, seed, cycleMs: [200, 1_800] });
}

/** One message and its answer. */
export interface Exchanged {
  readonly request: Buffer;
  readonly reply: Reply;
}

/** What the operations that a run is made of. */
export const operations: Readonly<Record<string, (client: WsmanClient) => Promise<unknown>>> = {
  identify: (client) => client.identify(limits()),
  get: (client) => client.get({ namespace: "root\\ccm", className: "SMS_Client" }, limits()),
  row: (client) => client.get(row, limits()),
  delete: (client) => client.delete(row, limits()),
  query: (client) => client.query("root\\ccm\\invagt", "select * from InventoryActionStatus", limits()),
  names: (client) =>
    client.query("root\\ccm", "select ClientVersion, AllowLocalAdminOverride from SMS_Client", limits()),
  enumerate: (client) => client.enumerate({ namespace: "root\\cimv2", className: "Win32_ComputerSystem" }, limits()),
  invoke: (client) =>
    client.invoke(
      { namespace: "root\\ccm", className: "SMS_Client" },
      "TriggerSchedule",
      { sScheduleID: "{00000000-0000-0000-0000-000000000001}" },
      limits(),
    ),
};

const row = {
  namespace: "root\\ccm\\invagt",
  className: "InventoryActionStatus",
  keys: { InventoryActionID: "{00000000-0000-0000-0000-000000000001}" },
};

function limits() {
  return { signal: new AbortController().signal, timeoutMs: 30_000 };
}

/** What passes between a client and a simulated host in one operation, its faults included. */
export async function exchanged(operation: string, host: SimClient): Promise<readonly Exchanged[]> {
  const all: Exchanged[] = [];
  const client = createClient(
    replying((bytes) => {
      const message = readMessage(decodeText(bytes, null));
      if (message === null) throw new Error("a request of ours that is no XML");
      const { status, text } = serve(host, message, 1);
      const reply: Reply = { status, contentType: "application/soap+xml;charset=UTF-8", body: Buffer.from(text) };
      all.push({ request: bytes, reply });
      return reply;
    }),
    { clock: new InstantClock() },
  );
  await operations[operation]?.(client).catch(() => undefined);
  return all;
}

/** A connection that stands always. */
export function replying(reply: (request: Buffer) => Reply): Transport {
  return {
    post: async (bytes) => reply(bytes),
    requests: 0,
    connected: true,
    logon: null,
    rest: () => {},
    close: () => {},
  };
}

/** Ids that are drawn anew each time, made the same: an input has to be the same under the same seed. */
export function steady(text: string): string {
  return text
    .replace(/uuid:[\dA-F-]{36}/gi, "uuid:00000000-0000-4000-8000-000000000001")
    .replace(/(<n:EnumerationContext>(?:uuid:)?)[\dA-F-]{36}/gi, "$100000000-0000-4000-8000-000000000002");
}
