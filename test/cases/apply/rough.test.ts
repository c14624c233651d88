import { expect, it } from "vitest";
import { storms, troubledWires } from "../../../src/sim/kinds.ts";
import { runInRoughWeather } from "../../support/rough-run.ts";

const SHORT = { requires: false, operation: "1s", wait: "6s", stopAfterMs: [], tryAgain: false } as const;
const FLEET = { clients: 160, concurrency: 160, ...SHORT, atMostMs: 240_000 };

// In these seeds no look of a wait stalls, which is given up after 30 s only. `npm run weather` does the same with thousands
// of clients, seed after seed.
it.concurrent.each([
  { seed: 1, tls: false },
  { seed: 2, tls: true },
])("in rough weather nothing is told of 160 clients that is not so (seed $seed, TLS: $tls)", async (sort) => {
  const { lies, summary, truth } = await runInRoughWeather({ ...FLEET, ...sort });
  expect(lies).toEqual([]);
  expect(summary.status).toBe("finished");
  const met = new Set(truth.clients.map(({ kind }) => kind));
  expect([...storms, ...troubledWires].filter((kind) => !met.has(kind))).toEqual([]);
});
