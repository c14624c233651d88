import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type TargetState, type Totals, targetStates } from "../../../src/model/outcome.ts";
import type { Summary } from "../../../src/model/summary.ts";
import { formatNames, formats } from "../../../src/report/formats.ts";
import { stateWords } from "../../../src/report/rows.ts";
import { noTotals } from "../../../src/report/totals.ts";
import { PYTHON, pythonCsv, xmllint } from "../../strangers/presence.ts";
import { readCsv } from "../../support/readers/csv.ts";
import { readJunit } from "../../support/readers/junit.ts";
import { tableOf } from "../../support/readers/markdown.ts";
import { runInRoughWeather } from "../../support/rough-run.ts";

/** `INVRUN_REPORT_CLIENTS=500 npx vitest run test/cases/report/rough.test.ts` does it with more. */
const CLIENTS = Number(process.env.INVRUN_REPORT_CLIENTS ?? 100);
const ROUGH = { seed: 11, tls: false, requires: true, concurrency: 200, operation: "1s", wait: "6s", stopAfterMs: [], tryAgain: false };
const SCHEMA = fileURLToPath(new URL("../../report/junit.xsd", import.meta.url));

function counted(states: Iterable<string>): Totals {
  const totals = noTotals();
  for (const state of states) totals[state as TargetState] += 1;
  return totals;
}

/** How many targets are in each state by each format, read as its readers read it. */
const counts: Record<keyof typeof formats, (text: string) => Totals> = {
  json: (text) => counted((JSON.parse(text) as Summary).targets.map(({ state }) => state)),
  junit: (text) => counted(readJunit(text).suites.map(({ properties }) => properties.state as string)),
  markdown(text) {
    const rows = tableOf(text, "Targets");
    const amount = (state: TargetState) => rows.find(([word]) => word === stateWords[state])?.[1] as string;
    return Object.fromEntries(targetStates.map((state) => [state, Number(amount(state))])) as Totals;
  },
  html(text) {
    const [, json = ""] = /<script type="application\/json" id="columns">([\s\S]*?)<\/script>/.exec(text) ?? [];
    const columns = JSON.parse(json) as { readonly state: string; readonly name: readonly string[] };
    expect(columns.name).toHaveLength(CLIENTS);
    return counted([...columns.state].map((place) => targetStates[Number(place)] as string));
  },
  csv(text) {
    const [columns = [], ...rows] = readCsv(text.slice(1));
    return counted(rows.map((row) => row[columns.indexOf("state")] as string));
  },
  change: (text) => JSON.parse(text).totals,
};

async function checkByStrangers(texts: ReadonlyMap<string, string>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "invrun-formats-"));
  try {
    for (const [name, text] of texts) await writeFile(join(folder, name), text);
    const run = (program: string, args: readonly string[]) =>
      execFileSync(program, args, { cwd: folder, stdio: "pipe", encoding: "utf8" });
    if (!xmllint().absent) run("xmllint", ["--noout", "--schema", SCHEMA, "junit"]);
    if (pythonCsv().absent) return;
    const script = `
import collections, csv, json
rows = list(csv.DictReader(open("csv", newline="", encoding="utf-8-sig"), strict=True))
told = [collections.Counter(row["state"] for row in rows)]
told.append(collections.Counter(target["state"] for target in json.load(open("json", encoding="utf-8"))["targets"]))
told.append(collections.Counter(json.load(open("change", encoding="utf-8"))["totals"]))
print(json.dumps([{state: amount for state, amount in one.items() if amount} for one in told]))`;
    const [first, ...others] = JSON.parse(run(PYTHON, ["-c", script]));
    for (const other of others) expect(other).toEqual(first);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it(`of a run of ${CLIENTS} clients in rough weather every format tells the same counts, and they are the truth`, async () => {
  const reports = formatNames.map((name) => `${name}=report-${name}.${formats[name].extension}`);
  const run = await runInRoughWeather({ ...ROUGH, clients: CLIENTS, atMostMs: 280_000, reports });
  // Each target's state is held against what the simulator knows of it.
  expect(run.lies).toEqual([]);
  expect(run.summary.targets).toHaveLength(run.truth.clients.length);
  const texts = new Map(formatNames.map((name, at) => [name, run.reports[at] as string] as const));
  for (const [name, text] of texts) expect(counts[name](text), name).toEqual(run.summary.totals);
  expect(JSON.parse(texts.get("json") as string)).toEqual(run.summary);

  const { attributes, suites } = readJunit(texts.get("junit") as string);
  const { failed, unreachable, "in-doubt": doubt, stopped } = run.summary.totals;
  expect([attributes.failures, attributes.errors].map(Number)).toEqual([failed, unreachable + doubt + stopped]);
  const passedBy = suites.flatMap(({ cases }) => cases).filter(({ message }) => message?.startsWith("went past: failed"));
  expect(passedBy).toHaveLength(run.summary.continued);
  for (const text of texts.values()) expect(text).toContain(run.summary.run);
  for (const name of ["json", "markdown", "html", "change"] as const) expect(texts.get(name)).toContain(run.summary.head);
  await checkByStrangers(texts);
});
