import { expect, it } from "vitest";
import { publishedCheck, strictCheck, wrongs } from "../../support/published.ts";
import { runInRoughWeather } from "../../support/rough-run.ts";

const SHORT = { requires: false, operation: "1s", wait: "6s", tryAgain: false, tls: false } as const;
const FLEET = { clients: 80, concurrency: 80, ...SHORT, atMostMs: 240_000 };

it.concurrent.each([
  { seed: 3, stopAfterMs: [] },
  { seed: 4, stopAfterMs: [3_000] },
])("the journal and the summary of a run in rough weather are what the schemas say (seed $seed)", async (sort) => {
  const { events, summary } = await runInRoughWeather({ ...FLEET, ...sort });
  expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(10);
  for (const check of [publishedCheck, strictCheck]) {
    expect(wrongs(check("event"), events)).toEqual([]);
    expect(wrongs(check("summary"), [summary])).toEqual([]);
  }
});
