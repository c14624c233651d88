import { afterAll, beforeAll, expect, it } from "vitest";
import { type Exchange, recordTo } from "../../bench/tape.ts";
import { Workshop } from "../../bench/workshop.ts";

/** A head as a logon has it, one without a body, and one with more than Node writes at once. */
const wanted: readonly Exchange[] = [
  { request: { head: 213, body: 0 }, answer: { head: 394, body: 0, status: 401 }, restMs: 0 },
  { request: { head: 794, body: 1_459 }, answer: { head: 225, body: 1_643, status: 200 }, restMs: 0 },
  { request: { head: 251, body: 90_000 }, answer: { head: 225, body: 90_000, status: 200 }, restMs: 0 },
];

let workshop: Workshop;
beforeAll(async () => {
  workshop = await Workshop.open();
});
afterAll(() => workshop.close());

it("the floor's messages are as large as those that it stands for, one connection a client", async () => {
  const service = JSON.stringify({ exchanges: wanted, cpuMsAnAnswer: 0 });
  const server = await workshop.serve<{ readonly port: number }>([await workshop.program("floor-server"), service]);
  const recorder = await recordTo(server.said.port);
  const job = JSON.stringify({ port: recorder.port, clients: 2, concurrency: 2, exchanges: wanted });
  const { connections } = await workshop.measure([await workshop.program("floor-client"), job]);
  recorder.close();
  await server.end();
  expect(connections).toBe(2);
  expect(recorder.taped()).toEqual([wanted, wanted]);
});
