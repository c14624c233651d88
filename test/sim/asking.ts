/** Questions to one simulated client, without a wire between. */
import { afterAll } from "vitest";
import { SimClient } from "../../src/sim/client.ts";
import type { KindName } from "../../src/sim/kinds.ts";
import { readMessage, serve } from "../../src/sim/wsman.ts";
import { FakeClock } from "../support/fake-clock.ts";

const clients: SimClient[] = [];

export function clientOf(kind: KindName, { seed = 1, clock = new FakeClock() } = {}): SimClient {
  const client = new SimClient({ name: "pc-1.corp.example", kind, clock, seed, cycleMs: [1_000, 1_000] });
  clients.push(client);
  return client;
}

export function ask(client: SimClient, text: string) {
  const message = readMessage(text);
  if (message === null) throw new Error("the request is no XML");
  return serve(client, message, 1);
}

export function part(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

/** Subcode and code of a fault in whichever shape, as the documents have them. */
export function faultOf(text: string) {
  const code = part(text, /<f:WSManFault [^>]*Code="(\d+)"/) ?? part(text, /<p:error_Code>(\d+)</);
  return { subcode: part(text, /<s:Subcode><s:Value>([^<]*)</), code: Number(code) };
}

afterAll(() => {
  for (const client of clients) client.close();
});
